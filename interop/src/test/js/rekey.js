// What the tests know of Rekey beside its standards: how the administrator adds a client's key and rotates its secret.
import assert from 'node:assert/strict'

export const { REKEY_URL, GATEWAY_URL, ADMIN_TOKEN, CLIENT_ID, CLIENT_SECRET = 'unknown' } = process.env
export const AUDIENCE = 'https://web-orders.example.com'
export const READ = 'web-orders.read'
export const WRITE = 'web-orders.write'
/** GET needs READ, POST needs WRITE, DELETE is nobody's. */
export const ORDERS = new URL('/odata/v4/Orders', GATEWAY_URL ?? 'http://localhost')

export async function addKey(publicKey) {
  const jwk = await crypto.subtle.exportKey('jwk', publicKey)
  return (await post('keys', { jwk })).keyId
}

/** From then on CLIENT_SECRET is in its grace period. */
export async function rotate() {
  await post('rotate', {})
}

async function post(what, body) {
  const response = await fetch(`${REKEY_URL}/api/v1/clients/${CLIENT_ID}/${what}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer = await response.text()
  assert.equal(response.status, 201, answer)
  return JSON.parse(answer)
}

export function claimsOf(jwt) {
  return JSON.parse(Buffer.from(jwt.split('.')[1], 'base64url'))
}

/** fetch, except that the first nonce to arrive is one that the server will not know again. */
export function fetchWithStaleNonce() {
  const statuses = []
  const stale = async (...args) => {
    const response = await fetch(...args)
    statuses.push(response.status)
    const headers = new Headers(response.headers)
    if (statuses.length === 1) {
      assert.ok(headers.get('dpop-nonce'), 'an answer to a proof brings a nonce')
      headers.set('dpop-nonce', 'AAAAAAAAAAAAAAAAAAAAAA')
    }
    return new Response(response.body, { status: response.status, headers })
  }
  return { stale, statuses }
}

/** The flow of this name on the command line; without one, the names of all. */
export async function run(flows) {
  const name = process.argv[2]
  if (!name) {
    console.log(Object.keys(flows).join('\n'))
    return
  }
  await flows[name]()
}
