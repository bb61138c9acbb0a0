// openid-client, used as its documentation says; one function per flow.
import assert from 'node:assert/strict'
import * as client from 'openid-client'
import {
  addKey, AUDIENCE, CLIENT_ID, CLIENT_SECRET, claimsOf, fetchWithStaleNonce, ORDERS, READ, REKEY_URL, rotate, run, WRITE,
} from './rekey.js'

function configured(authentication, metadata) {
  return client.discovery(new URL(REKEY_URL), CLIENT_ID, metadata, authentication, {
    algorithm: 'oauth2',
    // The tests speak plain HTTP to loopback.
    execute: [client.allowInsecureRequests],
  })
}

const basic = () => configured(client.ClientSecretBasic(CLIENT_SECRET))

async function privateKeyJwt(algorithm) {
  const keys = await client.randomDPoPKeyPair(algorithm)
  const keyId = await addKey(keys.publicKey)
  const config = await configured(client.PrivateKeyJwt({ key: keys.privateKey, kid: keyId }))
  const { access_token: accessToken } = await client.clientCredentialsGrant(config)
  assert.equal((await client.tokenIntrospection(config, accessToken)).active, true)
  await client.tokenRevocation(config, accessToken)
  assert.equal((await client.tokenIntrospection(config, accessToken)).active, false)
}

async function proofsFor(config) {
  return { DPoP: client.getDPoPHandle(config, await client.randomDPoPKeyPair()) }
}

const flows = {
  async discovery() {
    const metadata = (await basic()).serverMetadata()
    assert.equal(metadata.issuer, REKEY_URL)
    assert.equal(metadata.token_endpoint, `${REKEY_URL}/oauth2/token`)
  },

  async client_secret_basic() {
    const result = await client.clientCredentialsGrant(await basic(), { scope: READ })
    assert.equal(result.token_type, 'bearer')
    assert.equal(result.scope, READ)
    assert.equal(result.expires_in, 3600)
  },

  async client_secret_post() {
    const result = await client.clientCredentialsGrant(await configured(client.ClientSecretPost(CLIENT_SECRET)))
    assert.deepEqual(result.scope.split(' ').sort(), [READ, WRITE])
  },

  async the_way_it_chooses_by_itself() {
    const result = await client.clientCredentialsGrant(await configured(undefined, CLIENT_SECRET))
    assert.equal(result.token_type, 'bearer')
  },

  async a_secret_in_its_grace_period() {
    await rotate()
    const result = await client.clientCredentialsGrant(await basic())
    assert.equal(result.token_type, 'bearer')
    assert.ok(result.secret_expires_in > 86_000)
  },

  async introspection() {
    const config = await basic()
    const { access_token: accessToken } = await client.clientCredentialsGrant(config, { scope: READ })
    const answer = await client.tokenIntrospection(config, accessToken)
    assert.equal(answer.active, true)
    assert.equal(answer.client_id, CLIENT_ID)
    assert.equal(answer.scope, READ)
  },

  async revocation() {
    const config = await basic()
    const { access_token: accessToken } = await client.clientCredentialsGrant(config)
    await client.tokenRevocation(config, accessToken)
    assert.deepEqual(await client.tokenIntrospection(config, accessToken), { active: false })
  },

  async resource_indicator() {
    const result = await client.clientCredentialsGrant(await basic(), { resource: AUDIENCE })
    assert.equal(claimsOf(result.access_token).aud, AUDIENCE)
  },

  private_key_jwt_ES256: () => privateKeyJwt('ES256'),
  private_key_jwt_RS256: () => privateKeyJwt('RS256'),
  private_key_jwt_PS256: () => privateKeyJwt('PS256'),
  private_key_jwt_Ed25519: () => privateKeyJwt('Ed25519'),

  async dpop_token() {
    const config = await basic()
    const proofs = await proofsFor(config)
    const result = await client.clientCredentialsGrant(config, {}, proofs)
    assert.equal(result.token_type, 'dpop')
    const answer = await client.tokenIntrospection(config, result.access_token)
    assert.equal(answer.cnf.jkt, await proofs.DPoP.calculateThumbprint())
  },

  async dpop_nonce() {
    const config = await basic()
    const { stale, statuses } = fetchWithStaleNonce()
    config[client.customFetch] = stale
    const proofs = await proofsFor(config)
    await client.clientCredentialsGrant(config, {}, proofs)
    await client.clientCredentialsGrant(config, {}, proofs)
    assert.deepEqual(statuses, [200, 400, 200])
  },

  async dpop_at_the_gateway() {
    const config = await basic()
    const proofs = await proofsFor(config)
    const { access_token: accessToken } = await client.clientCredentialsGrant(config, {}, proofs)
    const { stale, statuses } = fetchWithStaleNonce()
    config[client.customFetch] = stale
    const call = () => client.fetchProtectedResource(config, accessToken, ORDERS, 'GET', null, undefined, proofs)
    assert.equal((await (await call()).json()).client, CLIENT_ID)
    assert.equal((await (await call()).json()).client, CLIENT_ID)
    assert.deepEqual(statuses, [200, 401, 200])
  },
}

await run(flows)
