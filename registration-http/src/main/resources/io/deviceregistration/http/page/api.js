const TIMEOUT_MS = 30_000;

/** An error that was answered: by the service as a problem document (RFC 9457), by what stands before it without one. */
export class ApiProblem extends Error {
  /**
   * @param {number} status
   * @param {object} document the problem document, perhaps empty
   * @param {?number} retryAfter in seconds
   */
  constructor(status, document, retryAfter) {
    super(`the service answered ${status}`);
    this.status = status;
    this.code = document.code ?? null;
    this.title = document.title ?? null;
    this.detail = document.detail ?? null;
    this.errors = memberErrors(document);
    this.retryAfter = retryAfter;
  }
}

/**
 * What is wrong with members of a request. What stands before the service may answer in a shape of its own: of that, only
 * what can be shown is taken.
 *
 * @param {object} document a problem document, perhaps
 * @returns {Array<{name: string, detail: string}>} the name is empty where it is about no member
 */
export function memberErrors({ errors }) {
  return (Array.isArray(errors) ? errors : [])
    .map((error) => ({ name: textOf(error?.pointer).slice(1), detail: textOf(error?.detail) }))
    .filter(({ detail }) => detail !== '');
}

/** There was no answer: the browser is offline, the service is away, or it took too long. */
export class Unreachable extends Error {}

/** There is no token, or the service refuses the tokens that there are. */
export class SignedOut extends Error {}

/** The administrators' half of the registration API. Every call may throw the three errors above, or be aborted. */
export class RegistrationApi {
  #base;
  #token;
  #signedOut;

  /**
   * @param {string} base what stands before `/api/v1`
   * @param {function({rejected: boolean}): Promise<string>} token asked before every call
   * @param {function(): void} signedOut called when there is no token, or none that the service takes
   */
  constructor(base, token, signedOut) {
    this.#base = base.replace(/\/+$/, '');
    this.#token = token;
    this.#signedOut = signedOut;
  }

  /** The base as an absolute address, for use outside this page. */
  get address() {
    return new URL(this.#base || '/', location.origin).href.replace(/\/+$/, '');
  }

  keys(query, signal) {
    return this.#get('/edge/keys', query, signal);
  }

  /** @returns {Promise<object>} the key's view and, here alone, `key` */
  createKey(values) {
    return this.#send('POST', '/edge/keys', values);
  }

  relabelKey(id, label) {
    return this.#send('PATCH', `/edge/keys/${id}`, { label });
  }

  revokeKey(id) {
    return this.#send('POST', `/edge/keys/${id}/revoke`);
  }

  /** @returns {Promise<{devices: number}>} how many were disabled, or with `dry_run` would be */
  disableDevicesOfKey(id, values, signal) {
    return this.#send('POST', `/edge/keys/${id}/disable-devices`, values, signal);
  }

  devices(query, signal) {
    return this.#get('/devices', query, signal);
  }

  describeDevice(id, values) {
    return this.#send('PATCH', `/devices/${id}`, values);
  }

  disableDevice(id) {
    return this.#send('POST', `/devices/${id}/disable`);
  }

  enableDevice(id) {
    return this.#send('POST', `/devices/${id}/enable`);
  }

  deleteDevice(id) {
    return this.#send('DELETE', `/devices/${id}`);
  }

  /** @returns {Promise<{device_id: string, device_key: string}>} */
  replaceDeviceKey(id) {
    return this.#send('POST', `/devices/${id}/device-key`);
  }

  openReregistration(id, minutes) {
    return this.#send('POST', `/devices/${id}/reregistration`, { minutes });
  }

  closeReregistration(id) {
    return this.#send('DELETE', `/devices/${id}/reregistration`);
  }

  auditEvents(query, signal) {
    return this.#get('/audit', query, signal);
  }

  #get(path, query, signal) {
    const set = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
    return this.#call(`${path}?${new URLSearchParams(set)}`, { method: 'GET', signal });
  }

  #send(method, path, values, signal) {
    const body = values === undefined ? {} : {
      body: JSON.stringify(values),
      headers: { 'Content-Type': 'application/json' },
    };
    return this.#call(path, { method, signal, ...body });
  }

  async #call(path, request) {
    try {
      return await this.#authorized(path, request);
    } catch (error) {
      if (error instanceof SignedOut) {
        this.#signedOut();
      }
      throw error;
    }
  }

  async #authorized(path, request) {
    let response = await this.#fetch(path, request, await this.#freshToken(false));
    if (response.status === 401) {
      response = await this.#fetch(path, request, await this.#freshToken(true));
    }
    if (response.status === 401) {
      throw new SignedOut();
    }
    if (!response.ok) {
      throw new ApiProblem(response.status, await problemDocument(response), retryAfter(response));
    }
    return response.status === 204 ? null : read(response);
  }

  async #freshToken(rejected) {
    let token;
    try {
      token = await this.#token({ rejected });
    } catch {
      throw new SignedOut();
    }
    if (!token) {
      throw new SignedOut();
    }
    return token;
  }

  async #fetch(path, request, token) {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    try {
      return await fetch(`${this.#base}/api/v1${path}`, {
        ...request,
        headers: { Accept: 'application/json', ...request.headers, Authorization: `Bearer ${token}` },
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
        signal: request.signal ? AbortSignal.any([request.signal, timeout]) : timeout,
      });
    } catch (error) {
      request.signal?.throwIfAborted();
      throw new Unreachable(error.message);
    }
  }
}

async function read(response) {
  try {
    return await response.json();
  } catch (error) {
    throw new Unreachable(error.message);
  }
}

async function problemDocument(response) {
  try {
    return (await response.json()) ?? {};
  } catch {
    return {};
  }
}

function textOf(value) {
  return typeof value === 'string' ? value : '';
}

function retryAfter(response) {
  const text = response.headers.get('Retry-After');
  if (!text) {
    return null;
  }
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - Date.now()) / 1000);
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}
