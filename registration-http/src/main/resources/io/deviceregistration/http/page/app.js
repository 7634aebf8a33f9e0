// The standalone page: signs an administrator in, and shows the component.

import './edge-registration-keys.js';
import { beginSignIn, finishSignIn, signInForDevelopment } from './sign-in.js';

const root = new URL('../../', import.meta.url);
const pageUrl = new URL('settings/edge-registration-keys', root).href;

const who = document.getElementById('who');
const signOut = document.getElementById('sign-out');
const signInPlace = document.getElementById('sign-in');
const keysPlace = document.getElementById('keys');

/** The access token and what goes with it: here and nowhere else. */
let session = null;

/** The tenant that was last signed in to, or tried, in development mode. */
let lastTenant = 'demo';

async function tokenProvider({ rejected } = {}) {
  if (rejected || (session !== null && session.expiresAt <= Date.now())) {
    session = null;
  }
  if (session === null) {
    throw new Error('signed out');
  }
  return session.token;
}

function showKeys(config, signedIn) {
  session = signedIn;
  who.textContent = session.name;
  who.hidden = session.name === '';
  signOut.hidden = false;
  signInPlace.replaceChildren();
  const element = document.createElement('edge-registration-keys');
  element.apiBase = root.pathname.replace(/\/$/, '');
  element.tokenProvider = tokenProvider;
  // What is on the page stays there: it may be a key that is shown once.
  element.addEventListener('edge-signed-out', () => showSignIn(config, 'Your sign-in has expired. Sign in again.'));
  keysPlace.replaceChildren(element);
  // Else the focus would be lost with the button that was pressed.
  keysPlace.focus();
}

function showSignIn(config, error = '') {
  session = null;
  who.hidden = true;
  signOut.hidden = true;
  signOut.onclick = () => {
    keysPlace.replaceChildren();
    showSignIn(config);
    signInPlace.querySelector('input, button')?.focus();
  };
  signInPlace.replaceChildren(panel(error, config.development ? developmentForm(config) : issuerForm(config)));
}

function panel(error, ...content) {
  const box = element('div', { className: 'panel' }, element('h2', {}, 'Edge Registration Keys'));
  if (error !== '') {
    const message = element('p', { className: 'error' }, error);
    message.setAttribute('role', 'alert');
    box.append(message);
  }
  box.append(...content);
  return box;
}

function issuerForm(config) {
  if (config.client_id === null) {
    return element('p', {},
      'Signing in isn’t set up: the service needs the setting page-client-id, the id of this page’s client at ' +
        `${config.issuer}.`);
  }
  return form(config, [], () => beginSignIn(config, pageUrl));
}

function developmentForm(config) {
  const tenant = element('input', {
    id: 'tenant', name: 'tenant', value: lastTenant, required: true, autocomplete: 'off', spellcheck: false,
  });
  const fields = [
    element('p', {}, 'Development mode: whoever opens this page on this machine may administer any tenant.'),
    element('label', { htmlFor: 'tenant' }, 'Tenant'),
    tenant,
  ];
  return form(config, fields, async () => {
    lastTenant = tenant.value.trim();
    showKeys(config, await signInForDevelopment(`${pageUrl}/development-token`, lastTenant));
  });
}

function form(config, fields, signIn) {
  const button = element('button', { type: 'submit' }, 'Sign in');
  const made = element('form', {}, ...fields, button);
  made.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      await signIn();
    } catch (error) {
      showSignIn(config, error.message);
      signInPlace.querySelector('input, button')?.focus();
    }
  });
  return made;
}

function element(name, properties, ...content) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...content);
  return made;
}

async function start() {
  let config;
  try {
    const response = await fetch(`${pageUrl}/config.json`, { redirect: 'error' });
    config = await response.json();
  } catch {
    signInPlace.replaceChildren(panel('The service can’t be reached. Load the page again.'));
    return;
  }
  if (config.development || config.client_id === null) {
    showSignIn(config);
    return;
  }
  signInPlace.replaceChildren(panel('', element('p', {}, 'Signing in…')));
  try {
    const signedIn = await finishSignIn(config, pageUrl);
    if (signedIn === null) {
      showSignIn(config);
    } else {
      showKeys(config, signedIn);
    }
  } catch (error) {
    showSignIn(config, error.message);
  }
}

// Who comes back to a page that the browser has kept finds it as if loaded anew, not as it was left for the issuer.
addEventListener('pageshow', (event) => {
  if (event.persisted) {
    location.reload();
  }
});

start();
