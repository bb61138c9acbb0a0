// oauth4webapi, used as its documentation says; one function per flow, chosen on the command line.
import assert from 'node:assert/strict'
import * as oauth from 'oauth4webapi'

const { REKEY_URL, CLIENT_ID, CLIENT_SECRET } = process.env
// The tests speak plain HTTP to loopback.
const options = { [oauth.allowInsecureRequests]: true }
const client = { client_id: CLIENT_ID }

async function discover() {
  const issuer = new URL(REKEY_URL)
  const response = await oauth.discoveryRequest(issuer, { ...options, algorithm: 'oauth2' })
  return oauth.processDiscoveryResponse(issuer, response)
}

async function token(as, authentication) {
  const response = await oauth.clientCredentialsGrantRequest(as, client, authentication, {}, options)
  return oauth.processClientCredentialsResponse(as, client, response)
}

const flows = {
  async discovery() {
    const as = await discover()
    assert.equal(as.issuer, REKEY_URL)
  },
  async client_secret_basic() {
    const result = await token(await discover(), oauth.ClientSecretBasic(CLIENT_SECRET))
    assert.equal(result.token_type, 'bearer')
  },
}

await flows[process.argv[2]]()
