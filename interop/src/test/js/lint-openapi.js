// Lints an OpenAPI document: node lint-openapi.js <file>. Reads no other file and nothing from the network.
import { createConfig, formatProblems, getTotals, lint } from '@redocly/openapi-core'
import { readFile } from 'node:fs/promises'

const file = process.argv[2]
const config = await createConfig({
  extends: ['recommended-strict'],
  rules: {
    'no-server-example.com': 'off', // a fresh checkout does serve localhost
    'no-unused-components': 'off', // does not see what extensions refer to; see below
    'operation-operationId': 'error',
    'operation-description': 'off',
    'operation-singular-tag': 'error',
    'operation-tag-defined': 'error',
    'tag-description': 'error',
    'tags-alphabetical': 'off', // authentication comes first
    'no-invalid-media-type-examples': { severity: 'error', allowAdditionalProperties: false },
    'no-invalid-schema-examples': 'error',
    'no-invalid-parameter-examples': 'error',
    'no-http-verbs-in-paths': 'off', // …/clients/delete deletes many
    'paths-kebab-case': 'error',
    'no-path-trailing-slash': 'error',
    'response-contains-property': 'off',
  },
})
const problems = await lint({ ref: file, config })
if (problems.length > 0) {
  formatProblems(problems, { format: 'stylish', totals: getTotals(problems), version: '' })
}

const text = await readFile(file, 'utf8')
const components = text.slice(text.indexOf('\ncomponents:'))
let kind = ''
const unused = []
for (const line of components.split('\n')) {
  kind = /^ {2}(\w+):$/.exec(line)?.[1] ?? kind
  const name = /^ {4}(\w+):/.exec(line)?.[1]
  if (name && kind !== 'securitySchemes' && !text.includes(`'#/components/${kind}/${name}'`)) {
    unused.push(`${kind}/${name} is never used`)
  }
}
unused.forEach((problem) => console.error(problem))
process.exitCode = problems.length + unused.length > 0 ? 1 : 0
