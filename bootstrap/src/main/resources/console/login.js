// Signing in: with a pasted token, or at the issuer (OAuth 2.0 authorization code with PKCE, RFC 7636).
import { session } from './http.js';
import { Component, h } from './preact.js';

const KEPT = 'martlet.console.login';

/** Props: `settings` as `console/login` has them, `status` (401 or 403), and `done`. */
export class Login extends Component {
  state = { problem: null };

  #paste = event => {
    event.preventDefault();
    session.begin(new FormData(event.target).get('token').trim());
    this.props.done();
  };

  #leave = () => leave(this.props.settings).catch(failure => this.setState({ problem: failure.message }));

  render({ settings, status }, { problem }) {
    return h('section', { class: 'card login', 'aria-labelledby': 'login' },
      h('h1', { id: 'login', tabindex: -1 }, 'Sign in'),
      h('p', null, status === 403 ? 'This token does not have the role staff.'
        : 'The console needs an access token with the role staff. It is kept in memory until the page is closed.'),
      problem && h('p', { class: 'problem', role: 'alert' }, problem),
      settings.clientId && h('button', { type: 'button', id: 'issuer', onClick: this.#leave }, `Sign in at ${new URL(settings.issuer).host}`),
      h('form', { onSubmit: this.#paste },
        h('label', null, 'Access token', h('input', { type: 'password', name: 'token', required: true, autocomplete: 'off' })),
        h('button', { type: 'submit' }, 'Use this token')));
  }
}

/** Goes to the issuer. What is kept meanwhile is of no use without its answer, and is not the token. */
async function leave({ issuer, clientId }) {
  if (!crypto.subtle) {
    throw new Error('The browser signs in only on pages that come by HTTPS or from this machine. Paste a token instead.');
  }
  const { authorization_endpoint: authorization } = await discover(issuer);
  const [verifier, state] = [random(), random()];
  const challenge = base64(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
  sessionStorage.setItem(KEPT, JSON.stringify({ verifier, state, page: location.hash }));
  const url = new URL(authorization);
  const parameters = { response_type: 'code', client_id: clientId, redirect_uri: home(), scope: 'openid', state, code_challenge: challenge };
  Object.entries({ ...parameters, code_challenge_method: 'S256' }).forEach(([name, value]) => url.searchParams.set(name, value));
  location.assign(url);
}

/** Takes up what the issuer sent back, if this page comes from there. @throws Error if the issuer refused */
export async function arrive(settings) {
  const answer = new URLSearchParams(location.search);
  const kept = JSON.parse(sessionStorage.getItem(KEPT));
  sessionStorage.removeItem(KEPT);
  if (!kept || answer.get('state') !== kept.state) {
    return;
  }
  history.replaceState(null, '', home() + kept.page);
  if (!answer.has('code')) {
    throw new Error(answer.get('error_description') ?? answer.get('error') ?? 'The issuer did not sign in.');
  }
  const { token, renew } = await exchange(settings, {
    grant_type: 'authorization_code', code: answer.get('code'), redirect_uri: home(), code_verifier: kept.verifier });
  session.begin(token, renew);
}

async function exchange(settings, parameters) {
  const { token_endpoint: endpoint } = await discover(settings.issuer);
  const response = await fetch(endpoint, { method: 'POST', body: new URLSearchParams({ client_id: settings.clientId, ...parameters }) });
  const tokens = await response.json();
  if (!response.ok) {
    throw new Error(tokens.error_description ?? tokens.error);
  }
  const next = tokens.refresh_token;
  return { token: tokens.access_token, renew: next ? () => exchange(settings, { grant_type: 'refresh_token', refresh_token: next }).catch(() => null) : null };
}

async function discover(issuer) {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  if (!response.ok) {
    throw new Error(`The issuer answers with status ${response.status}.`);
  }
  return response.json();
}

const home = () => location.origin + location.pathname;
const random = () => base64(crypto.getRandomValues(new Uint8Array(32)));
const base64 = bytes => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
