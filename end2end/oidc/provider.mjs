// An OpenID Connect provider on this machine: whoever types a name has an account of that name.
// Its address is SOIREE_E2E_OIDC; the site that may ask it is SOIREE_E2E_URL.
import Provider from 'oidc-provider';

const issuer = process.env.SOIREE_E2E_OIDC;
const site = process.env.SOIREE_E2E_URL;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'soiree',
      client_secret: process.env.SOIREE_LOGIN_EXAMPLE_CLIENT_SECRET,
      redirect_uris: [`${site}/login/with/example/back`],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
  ],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  cookies: { keys: ['for tests alone'] },
  features: { devInteractions: { enabled: false } },
  // A name that begins with "unsure" has an address that was not verified.
  findAccount: (_, accountId) => ({
    accountId,
    claims: () => ({
      sub: accountId,
      email: `${accountId.replace('unsure-', '')}@example.org`,
      email_verified: !accountId.startsWith('unsure-'),
      name: 'Noa Berg',
    }),
  }),
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  pkce: { required: () => true },
});

const form = (uid) => `<!doctype html><html lang="en"><head><title>Example login</title><link rel="icon" href="data:,"></head>
<body><h1>Example login</h1><form method="post" action="/interaction/${uid}">
<label>Name <input name="account" required></label> <button>Go on</button></form></body></html>`;

async function typedName(request) {
  let body = '';
  for await (const chunk of request) body += chunk;
  return new URLSearchParams(body).get('account');
}

/** Whoever has logged in lets the site know who they are. */
async function consent({ session, params, prompt }) {
  const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  if (prompt.details.missingOIDCScope) grant.addOIDCScope(prompt.details.missingOIDCScope.join(' '));
  if (prompt.details.missingOIDCClaims) grant.addOIDCClaims(prompt.details.missingOIDCClaims);
  return { consent: { grantId: await grant.save() } };
}

provider.use(async (context, next) => {
  if (!context.path.startsWith('/interaction/')) return next();
  const { req: request, res: response } = context;
  context.respond = false;
  const interaction = await provider.interactionDetails(request, response);
  if (interaction.prompt.name === 'consent') {
    return provider.interactionFinished(request, response, await consent(interaction));
  }
  if (request.method === 'POST') {
    return provider.interactionFinished(request, response, { login: { accountId: await typedName(request) } });
  }
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(form(interaction.uid));
});

provider.listen(Number(new URL(issuer).port), '127.0.0.1');
