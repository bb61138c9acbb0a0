// Sends the requests of the collection: node newman.js <collection.json>. Prints what it sent, and the status of the answer.
import newman from 'newman'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

// From the token to its end, so that each request finds what it is about. By hand they are sent in any order.
const ORDER = `
  issueToken readMetadata readKeySet introspectToken
  registerApi importApi listApis readApi changeApi
  registerUser listUsers readUser changeUser setPassword createGroup listGroups readGroup changeGroup
  createRole listRoles readRole changeRole assignRole addMember listMembers enableApiAccess readApiAccess
  createUserCredentials readUserCredentials rotateUserCredentials deleteUserCredentials readOwnership
  deactivateUser reactivateUser removeMember unassignRole disableApiAccess deleteUser deleteGroup deleteRole
  createClient listClients readClient listClientApis changeClient suspendClient resumeClient
  rotateSecret retireSecret addKey readKey retireKey revokeClientTokens deleteClient deleteClients retireApi
  readAlertDomains setAlertDomains listReminders listMail listWebhooks
  listAudit listProjections readProjection replayProjection
  readHealth readLiveness readReadiness revokeToken`
  .trim()
  .split(/\s+/)
// A gateway asks it, with a token and a call of somebody else; a replay is still going on; it takes a second person, or one
// who has signed in, or a webhook, whose address must be one that is known.
const LEFT_OUT = `
  checkCall verifyProjection transferOwnership signIn readSession signOut readMe changePassword
  readMyCredentials createMyCredentials rotateMyCredentials deleteMyCredentials
  registerWebhook readWebhook changeWebhook rotateWebhookSecret listDeliveries replayDelivery deleteWebhook`
  .trim()
  .split(/\s+/)

const { REKEY_URL, CLIENT_ID, CLIENT_SECRET } = process.env
const collection = JSON.parse(await readFile(process.argv[2], 'utf8'))
const requests = new Map(collection.item.flatMap((folder) => folder.item).map((item) => [item.id, item]))
const unknown = [...requests.keys()].filter((id) => !ORDER.includes(id) && !LEFT_OUT.includes(id))
if (unknown.length > 0) {
  throw new Error(`where do these come in the order: ${unknown.join(', ')}?`)
}
const values = {
  authUrl: REKEY_URL,
  baseUrl: REKEY_URL,
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  api: `postman-${Date.now()}`, // a key is never used twice
}
collection.variable.forEach((variable) => (variable.value = values[variable.key] ?? variable.value))
collection.item = ORDER.map((id) => requests.get(id))

const { run } = await promisify(newman.run)({ collection, timeoutRequest: 20_000 })
run.executions.forEach(({ item, response }) => console.log(item.id, response?.code))
run.failures.forEach(({ source, error }) => console.error(source?.name, error.message))
process.exitCode = run.failures.length > 0 || run.executions.length !== ORDER.length ? 1 : 0
