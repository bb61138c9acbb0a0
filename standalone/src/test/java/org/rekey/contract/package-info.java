/** {@code docs/openapi.yaml} held against what the server does. */
package org.rekey.contract;
