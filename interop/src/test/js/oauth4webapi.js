// oauth4webapi, used as its documentation says; one function per flow.
import assert from 'node:assert/strict'
import * as oauth from 'oauth4webapi'
import {
  addKey, AUDIENCE, CLIENT_ID, CLIENT_SECRET, claimsOf, fetchWithStaleNonce, ORDERS, READ, REKEY_URL, rotate, run, WRITE,
} from './rekey.js'

// The tests speak plain HTTP to loopback.
const options = { [oauth.allowInsecureRequests]: true }
const client = { client_id: CLIENT_ID }
const basic = oauth.ClientSecretBasic(CLIENT_SECRET)

async function discover() {
  const issuer = new URL(REKEY_URL)
  const response = await oauth.discoveryRequest(issuer, { ...options, algorithm: 'oauth2' })
  return oauth.processDiscoveryResponse(issuer, response)
}

const as = process.argv[2] && (await discover())

async function token(authentication, parameters = {}, more = {}) {
  const response = await oauth.clientCredentialsGrantRequest(as, client, authentication, parameters, { ...options, ...more })
  return oauth.processClientCredentialsResponse(as, client, response)
}

async function introspect(accessToken, authentication = basic) {
  const response = await oauth.introspectionRequest(as, client, authentication, accessToken, options)
  return oauth.processIntrospectionResponse(as, client, response)
}

async function revoke(accessToken, authentication = basic) {
  await oauth.processRevocationResponse(await oauth.revocationRequest(as, client, authentication, accessToken, options))
}

/** The program's side and the API's side of a call, both by this library. */
function validate(accessToken, scheme, headers = {}) {
  const request = new Request(`${AUDIENCE}/odata/v4/Orders`, { headers: { authorization: `${scheme} ${accessToken}`, ...headers } })
  return oauth.validateJwtAccessToken(as, request, AUDIENCE, options)
}

async function privateKeyJwt(algorithm) {
  assert.ok(as.token_endpoint_auth_methods_supported.includes('private_key_jwt'))
  assert.ok(as.token_endpoint_auth_signing_alg_values_supported.includes(algorithm))
  const keys = await oauth.generateKeyPair(algorithm)
  const keyId = await addKey(keys.publicKey)
  const result = await token(oauth.PrivateKeyJwt(keys.privateKey))
  assert.equal(claimsOf(result.access_token).client_id, CLIENT_ID)
  await token(oauth.PrivateKeyJwt({ key: keys.privateKey, kid: keyId }))
  assert.equal((await introspect(result.access_token, oauth.PrivateKeyJwt(keys.privateKey))).active, true)
  await revoke(result.access_token, oauth.PrivateKeyJwt(keys.privateKey))
  assert.equal((await introspect(result.access_token, oauth.PrivateKeyJwt(keys.privateKey))).active, false)
}

async function boundToken(algorithm = 'ES256', more = {}) {
  assert.ok(as.dpop_signing_alg_values_supported.includes(algorithm))
  const proofs = oauth.DPoP(client, await oauth.generateKeyPair(algorithm))
  const result = await token(basic, {}, { DPoP: proofs, ...more })
  assert.equal(result.token_type, 'dpop')
  return { proofs, accessToken: result.access_token }
}

const flows = {
  async discovery() {
    assert.equal(as.issuer, REKEY_URL)
    assert.ok(as.grant_types_supported.includes('client_credentials'))
  },

  async client_secret_basic() {
    const result = await token(basic, { scope: READ })
    assert.equal(result.token_type, 'bearer')
    assert.equal(result.expires_in, 3600)
    assert.equal(result.scope, READ)
  },

  async client_secret_post() {
    const result = await token(oauth.ClientSecretPost(CLIENT_SECRET))
    assert.deepEqual(result.scope.split(' ').sort(), [READ, WRITE])
  },

  async a_wrong_secret() {
    await assert.rejects(token(oauth.ClientSecretBasic('wrong')), error => {
      assert.ok(error instanceof oauth.WWWAuthenticateChallengeError)
      assert.equal(error.status, 401)
      assert.equal(error.cause[0].scheme, 'basic')
      return true
    })
  },

  async a_secret_in_its_grace_period() {
    await rotate()
    const result = await token(basic)
    assert.equal(result.token_type, 'bearer')
    assert.ok(result.secret_expires_in > 86_000)
  },

  async introspection() {
    const { access_token: accessToken } = await token(basic, { scope: READ })
    const answer = await introspect(accessToken)
    assert.equal(answer.active, true)
    assert.equal(answer.client_id, CLIENT_ID)
    assert.equal(answer.scope, READ)
    assert.equal(answer.token_type, 'Bearer')
  },

  async revocation() {
    const { access_token: accessToken } = await token(basic)
    assert.equal((await introspect(accessToken)).active, true)
    await revoke(accessToken)
    assert.deepEqual(await introspect(accessToken), { active: false })
  },

  async resource_server() {
    const { access_token: accessToken } = await token(basic)
    const claims = await validate(accessToken, 'Bearer')
    assert.equal(claims.client_id, CLIENT_ID)
  },

  async resource_indicator() {
    const { access_token: accessToken } = await token(basic, { resource: AUDIENCE })
    assert.equal(claimsOf(accessToken).aud, AUDIENCE)
    await assert.rejects(token(basic, { resource: 'https://elsewhere.example.com' }), { error: 'invalid_target', status: 400 })
  },

  private_key_jwt_ES256: () => privateKeyJwt('ES256'),
  private_key_jwt_RS256: () => privateKeyJwt('RS256'),
  private_key_jwt_PS256: () => privateKeyJwt('PS256'),
  private_key_jwt_Ed25519: () => privateKeyJwt('Ed25519'),

  async private_key_jwt_once_only() {
    const keys = await oauth.generateKeyPair('ES256')
    await addKey(keys.publicKey)
    const always = oauth.PrivateKeyJwt(keys.privateKey, { [oauth.modifyAssertion]: (_header, payload) => { payload.jti = 'once' } })
    await token(always)
    await assert.rejects(token(always), { status: 401 })
  },

  async dpop_token() {
    for (const algorithm of ['ES256', 'RS256', 'PS256', 'Ed25519']) {
      const { proofs, accessToken } = await boundToken(algorithm)
      const jkt = await proofs.calculateThumbprint()
      assert.equal(claimsOf(accessToken).cnf.jkt, jkt)
      const answer = await introspect(accessToken)
      assert.equal(answer.token_type, 'DPoP')
      assert.equal(answer.cnf.jkt, jkt)
    }
  },

  async dpop_with_private_key_jwt() {
    const keys = await oauth.generateKeyPair('ES256')
    await addKey(keys.publicKey)
    const proofs = oauth.DPoP(client, await oauth.generateKeyPair('ES256'))
    assert.equal((await token(oauth.PrivateKeyJwt(keys.privateKey), {}, { DPoP: proofs })).token_type, 'dpop')
  },

  async dpop_nonce() {
    const { stale, statuses } = fetchWithStaleNonce()
    const { proofs } = await boundToken('ES256', { [oauth.customFetch]: stale })
    const again = () => token(basic, {}, { DPoP: proofs, [oauth.customFetch]: stale })
    await assert.rejects(again(), oauth.isDPoPNonceError)
    await again()
    await again()
    assert.deepEqual(statuses, [200, 400, 200, 200])
  },

  async dpop_resource_server() {
    const { proofs, accessToken } = await boundToken()
    let seen
    const api = async (url, init) => {
      seen = new Request(url, init)
      return new Response()
    }
    await oauth.protectedResourceRequest(accessToken, 'GET', new URL(`${AUDIENCE}/odata/v4/Orders`), undefined, undefined, {
      DPoP: proofs,
      [oauth.customFetch]: api,
    })
    const claims = await oauth.validateJwtAccessToken(as, seen, AUDIENCE, { ...options, requireDPoP: true })
    assert.equal(claims.cnf.jkt, await proofs.calculateThumbprint())
  },

  async dpop_at_the_gateway() {
    const { proofs, accessToken } = await boundToken()
    const call = (more = {}) =>
      oauth.protectedResourceRequest(accessToken, 'GET', ORDERS, undefined, undefined, { ...options, DPoP: proofs, ...more })
    const { stale, statuses } = fetchWithStaleNonce()
    const answer = await (await call({ [oauth.customFetch]: stale })).json()
    assert.equal(answer.client, CLIENT_ID)
    await assert.rejects(call({ [oauth.customFetch]: stale }), oauth.isDPoPNonceError)
    assert.equal((await call({ [oauth.customFetch]: stale })).status, 200)
    assert.deepEqual(statuses, [200, 401, 200])
    await revoke(accessToken)
    await assert.rejects(call(), { status: 401 })
  },

  async dpop_stolen() {
    const { accessToken } = await boundToken()
    const refused = code => error => error.status === 401 && error.cause[0].parameters.error === code
    const asBearer = oauth.protectedResourceRequest(accessToken, 'GET', ORDERS, undefined, undefined, options)
    await assert.rejects(asBearer, refused('invalid_token'))
    const thief = oauth.DPoP(client, await oauth.generateKeyPair('ES256'))
    const withAnotherKey = oauth.protectedResourceRequest(accessToken, 'GET', ORDERS, undefined, undefined, { ...options, DPoP: thief })
    await assert.rejects(withAnotherKey, refused('invalid_token'))
  },

  async the_challenges_of_the_gateway() {
    const call = (accessToken, method) => oauth.protectedResourceRequest(accessToken, method, ORDERS, undefined, undefined, options)
    const { access_token: accessToken } = await token(basic, { scope: READ })
    assert.equal((await call(accessToken, 'GET')).status, 200)
    await assert.rejects(call(accessToken, 'POST'), error => {
      assert.equal(error.status, 403)
      assert.equal(error.cause[0].scheme, 'bearer')
      assert.equal(error.cause[0].parameters.error, 'insufficient_scope')
      assert.equal(error.cause[0].parameters.scope, WRITE)
      return true
    })
    await revoke(accessToken)
    await assert.rejects(call(accessToken, 'GET'), error => {
      assert.equal(error.status, 401)
      assert.equal(error.cause[0].parameters.error, 'invalid_token')
      return true
    })
  },
}

await run(flows)
