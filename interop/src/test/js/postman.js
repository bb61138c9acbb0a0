// Makes the Postman collection of the OpenAPI document, the same bytes every time: node postman.js <openapi.yaml> <collection.json>
import { parseYaml } from '@redocly/openapi-core'
import { readFile, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import converter from 'openapi-to-postmanv2'

const [source, target] = process.argv.slice(2)
const text = await readFile(source, 'utf8')
const api = parseYaml(text)

const API = 'orders'

// What requests put into the place of the document's examples, so that one can be sent after the other.
const VARIABLES = {
  authUrl: 'http://localhost:8080',
  baseUrl: 'http://localhost:8080',
  clientId: '',
  clientSecret: '',
  accessToken: '',
  api: API,
  client: '',
  secret: '',
  key: '',
  user: '',
  group: '',
  role: '',
  webhook: '',
  messageId: '',
}
const IN_PATH = {
  id: '{{client}}',
  secretId: '{{secret}}',
  keyId: '{{key}}',
  key: '{{api}}',
  userId: '{{user}}',
  roleId: '{{role}}',
  messageId: '{{messageId}}',
}
const ID_BELOW = { users: '{{user}}', groups: '{{group}}', roles: '{{role}}', webhooks: '{{webhook}}' }
const IN_QUERY = { importApi: { key: '{{api}}', dryRun: 'true' } }
const IN_FORM = { token: '{{accessToken}}' }
const IN_JSON = { ids: ['{{client}}'] }

// What is kept of an answer for the requests after it.
const KEPT = {
  issueToken: { accessToken: 'access_token' },
  registerApi: { api: 'key' },
  createClient: { client: 'clientId', secret: 'secretId' },
  rotateSecret: { secret: 'previous.secretId' },
  addKey: { key: 'keyId' },
  registerUser: { user: 'id' },
  createGroup: { group: 'id' },
  createRole: { role: 'id' },
  registerWebhook: { webhook: 'id' },
  listDeliveries: { messageId: 'items[0]?.messageId' },
}

const resolve = (node) =>
  node?.$ref ? resolve(node.$ref.slice(2).split('/').reduce((at, name) => at[name], api)) : node

function operationOf(request) {
  const path = '/' + request.url.path.map((part) => part.replace(/^:(.*)$/, '{$1}')).join('/')
  const operation = api.paths[path][request.method.toLowerCase()]
  const parameters = [...(api.paths[path].parameters ?? []), ...(operation.parameters ?? [])].map(resolve)
  return { ...operation, path, parameters }
}

function withoutIds(node) {
  delete node.id
  Object.values(node).forEach((child) => child && typeof child === 'object' && withoutIds(child))
}

function parameters(operation, place) {
  return operation.parameters
    .filter((each) => each.in === place)
    .map(({ name, example, schema, description, required }) => ({
      key: name,
      value: String(example ?? schema.default ?? ''),
      ...(description && { description: description.trim() }),
      ...(!required && { disabled: true }),
    }))
}

function url(operation, { path }) {
  const host = operation.path.startsWith('/api/') ? '{{baseUrl}}' : '{{authUrl}}'
  const filledIn = IN_QUERY[operation.operationId] ?? {}
  const query = parameters(operation, 'query').map(({ key, value, description, disabled }) =>
    key in filledIn ? { key, value: filledIn[key], description } : { key, value, description, disabled },
  )
  const filling = { ...IN_PATH, ...(ID_BELOW[path[2]] && { id: ID_BELOW[path[2]] }) }
  const variable = parameters(operation, 'path').map(({ key, value }) => ({ key, value: filling[key] ?? value }))
  return {
    raw: `${host}/${path.join('/')}`,
    host: [host],
    path,
    ...(query.length > 0 && { query }),
    ...(variable.length > 0 && { variable }),
  }
}

function headers(operation, given) {
  const type = given.find(({ key }) => key === 'Content-Type')
  return [
    ...(type ? [{ key: type.key, value: type.value }] : []),
    { key: 'Accept', value: 'application/json' },
    ...parameters(operation, 'header'),
  ]
}

function filled(value) {
  if (Array.isArray(value)) {
    return value.map(filled)
  } else if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, IN_JSON[key] ?? filled(each)]))
  }
  return value === API ? '{{api}}' : value
}

function body(operation) {
  const [type, content] = Object.entries(resolve(operation.requestBody)?.content ?? {})[0] ?? []
  if (content?.example === undefined) {
    return undefined
  } else if (!type.endsWith('x-www-form-urlencoded')) {
    return typeof content.example === 'string'
      ? { mode: 'raw', raw: content.example, options: { raw: { language: 'text' } } }
      : {
          mode: 'raw',
          raw: JSON.stringify(filled(content.example), null, 2),
          options: { raw: { language: 'json' } },
        }
  }
  return {
    mode: 'urlencoded',
    urlencoded: Object.entries(resolve(content.schema).properties).map(([key, schema]) => ({
      key,
      value: IN_FORM[key] ?? content.example[key] ?? schema.const ?? '',
      ...(schema.description && { description: schema.description.trim() }),
      ...(!(key in content.example) && { disabled: true }),
    })),
  }
}

function auth({ security }) {
  const scheme = Object.keys(security[0] ?? {})[0]
  if (scheme === undefined) {
    return { type: 'noauth' }
  }
  return scheme === 'clientSecretBasic'
    ? {
        type: 'basic',
        basic: [
          { key: 'username', value: '{{clientId}}', type: 'string' },
          { key: 'password', value: '{{clientSecret}}', type: 'string' },
        ],
      }
    : undefined // that of the collection
}

function script(operation) {
  const good = Object.keys(operation.responses).filter((status) => status < 300)
  const lines = [
    "pm.test('answers as documented', () => {",
    `  pm.expect(pm.response.code).to.be.oneOf([${good.join(', ')}])`,
    '})',
  ]
  for (const [variable, member] of Object.entries(KEPT[operation.operationId] ?? {})) {
    lines.push(`pm.collectionVariables.set('${variable}', pm.response.json().${member})`)
  }
  return { listen: 'test', script: { type: 'text/javascript', exec: lines } }
}

function item({ request }) {
  const operation = operationOf(request)
  return {
    id: operation.operationId,
    name: operation.summary,
    event: [script(operation)],
    request: {
      method: request.method,
      ...(auth(operation) && { auth: auth(operation) }),
      header: headers(operation, request.header ?? []),
      url: url(operation, request.url),
      ...(body(operation) && { body: body(operation) }),
      ...(operation.description && { description: operation.description.trim() }),
    },
    response: [],
  }
}

const options = { folderStrategy: 'Tags', requestParametersResolution: 'Example' }
const converted = await promisify(converter.convertV2)({ type: 'string', data: text }, options)
if (!converted.result) {
  throw new Error(converted.reason)
}
const { info, item: all } = converted.output[0].data
// Who moves time ahead ends the token that all other requests use.
const folders = all.filter(({ name }) => name !== 'Demo')
withoutIds(folders)
const collection = {
  info: {
    name: info.name,
    description:
      'Set `authUrl`, `baseUrl`, `clientId` and `clientSecret`, then send "Get an access token": every other request uses the token that it keeps.',
    schema: info.schema,
  },
  auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{accessToken}}', type: 'string' }] },
  variable: Object.entries(VARIABLES).map(([key, value]) => ({ key, value })),
  item: folders.map(({ name, description, item: items }) => ({
    name,
    description: description?.content ?? description,
    item: items.map(item),
  })),
}
await writeFile(target, JSON.stringify(collection, null, 2) + '\n')
