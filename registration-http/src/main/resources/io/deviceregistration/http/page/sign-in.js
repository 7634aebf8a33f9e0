// Signing in: at an OpenID Connect provider (authorization code with PKCE), or in development mode.
// What an access token is kept in is the caller's matter; nothing here puts one into any storage.

import { memberErrors } from './api.js';
import * as oauth from './vendor/oauth4webapi.js';

/** What an authorization request must be remembered by, for as long as the browser is at the issuer. */
const PENDING = 'edge-registration-keys.sign-in';

/** A sign-in that came to nothing; the message is for people. */
export class SignInError extends Error {}

/** @typedef {{token: string, expiresAt: number, name: string}} Session */

/** Sends the browser to the issuer. */
export async function beginSignIn(config, pageUrl) {
  try {
    const issuer = await discover(config);
    const endpoint = oauth.resolveEndpoint(issuer, 'authorization_endpoint', false, !isInsecure(config));
    const pending = {
      state: oauth.generateRandomState(),
      codeVerifier: oauth.generateRandomCodeVerifier(),
      // The scope "openid" is what makes an ID token, which the nonce comes back in.
      nonce: isOpenId(config) ? oauth.generateRandomNonce() : undefined,
    };
    const parameters = {
      client_id: config.client_id,
      redirect_uri: pageUrl,
      response_type: 'code',
      scope: config.scope,
      state: pending.state,
      code_challenge: await oauth.calculatePKCECodeChallenge(pending.codeVerifier),
      code_challenge_method: 'S256',
      // Auth0 gives a token for an API only to who names it; others take no notice.
      audience: config.audience,
    };
    if (pending.nonce !== undefined) {
      parameters.nonce = pending.nonce;
    }
    for (const [name, value] of Object.entries(parameters)) {
      endpoint.searchParams.set(name, value);
    }
    sessionStorage.setItem(PENDING, JSON.stringify(pending));
    location.assign(endpoint);
  } catch (error) {
    throw explained(error, config);
  }
}

/**
 * Finishes a sign-in, if the browser has come back from the issuer. The answer is gone from the address, and what it was
 * awaited with from the storage, before anything else happens.
 *
 * @returns {Promise<Session | null>} null if it has not
 */
export async function finishSignIn(config, pageUrl) {
  const answer = new URL(location.href).searchParams;
  const pending = takePending();
  if (!['code', 'error', 'state'].some((name) => answer.has(name))) {
    return null;
  }
  history.replaceState(null, '', pageUrl);
  if (pending === null) {
    throw new SignInError('This answer belongs to no sign-in that was begun here. Sign in again.');
  }
  try {
    const issuer = await discover(config);
    const client = { client_id: config.client_id };
    const parameters = oauth.validateAuthResponse(issuer, client, answer, pending.state);
    const response = await oauth.authorizationCodeGrantRequest(
      issuer, client, oauth.None(), parameters, pageUrl, pending.codeVerifier, options(config));
    const result = await oauth.processAuthorizationCodeResponse(
      issuer, client, response, { expectedNonce: pending.nonce, requireIdToken: pending.nonce !== undefined });
    const claims = oauth.getValidatedIdTokenClaims(result) ?? {};
    return {
      token: result.access_token,
      expiresAt: result.expires_in === undefined ? Infinity : Date.now() + result.expires_in * 1000,
      name: [claims.name, claims.preferred_username, claims.email, claims.sub].find(isText) ?? '',
    };
  } catch (error) {
    throw explained(error, config);
  }
}

/** In development mode the app itself gives out tokens. @returns {Promise<Session>} */
export async function signInForDevelopment(tokenUrl, tenant) {
  let response;
  try {
    response = await fetch(tokenUrl, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ tenant }),
      redirect: 'error',
    });
  } catch {
    throw new SignInError('The service can’t be reached.');
  }
  const body = (await response.json().catch(() => null)) ?? {};
  if (!response.ok) {
    const reasons = memberErrors(body).map(({ name, detail }) => `${name}: ${detail}`);
    throw new SignInError(reasons.join('; ') || body.detail || `The service answered ${response.status}.`);
  }
  return { token: body.token, expiresAt: Date.parse(body.expires_at), name: `developer of ${tenant}` };
}

async function discover(config) {
  if (!window.isSecureContext) {
    throw new SignInError('Signing in needs https, or an address of this machine: open the page by such a one.');
  }
  const issuer = new URL(config.issuer);
  return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options(config)));
}

function options(config) {
  return { [oauth.allowInsecureRequests]: isInsecure(config), signal: () => AbortSignal.timeout(15000) };
}

/** The service lets an issuer do without https on its own machine only. */
function isInsecure(config) {
  return config.issuer.startsWith('http:');
}

function isOpenId(config) {
  return config.scope.split(' ').includes('openid');
}

function isText(value) {
  return typeof value === 'string' && value !== '';
}

function takePending() {
  const text = sessionStorage.getItem(PENDING);
  sessionStorage.removeItem(PENDING);
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What went wrong, in words; never what was sent, which may be a code or a token. */
function explained(error, config) {
  if (error instanceof SignInError) {
    return error;
  }
  if (error instanceof oauth.AuthorizationResponseError || error instanceof oauth.ResponseBodyError) {
    const description = error.error_description ? `: ${error.error_description}` : '';
    return new SignInError(`The identity provider answered “${error.error}”${description}`);
  }
  if (error instanceof oauth.OperationProcessingError || error instanceof oauth.UnsupportedOperationError) {
    return new SignInError(`The identity provider’s answer was refused: ${error.message}`);
  }
  return new SignInError(
    `The identity provider ${new URL(config.issuer).origin} can’t be reached from this page. ` +
      `It may be away, or not allow ${location.origin} to call it (CORS).`);
}
