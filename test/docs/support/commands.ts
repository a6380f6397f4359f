/** What becomes of each command that the documents have: none is left to be believed. */

const ACME = 'urn:ietf:params:scim:schemas:extension:acme:2.0:User';

/** As it is shown once. */
const TOKEN = /scim_\w{10}_\w{49}/;

/** Run before anything serves, since it is what is served then. */
export const PREPARING: readonly string[] = ['cp extensions/sample/acme-user.json extensions/'];

/** Each serves, and is stopped. The first goes on serving for the commands below. */
export const SERVING: readonly string[] = ['npm start', 'PORT=9000 SCIM_DATA=:memory: npm start'];

/** Run by a test in this order, against a local server; each ends with 0, and says what is given here. */
export const RUN: ReadonlyMap<string, RegExp> = new Map([
  ['npm run simulate -- --cycles 5', /; 0 failed requests, 0 of them 5xx, 0 differences\.$/m],
  ['npm run verify -- --only filter,patch/remove', / passed, 0 failed, /],
  ['npm run verify -- --only extensions', / passed, 0 failed, /],
  [
    `curl -s -H "Authorization: Bearer $TOKEN" $URL/Schemas/${ACME}`,
    /"name":"costCenterCode","type":"string"/,
  ],
  [
    'curl -s -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/scim+json" $URL/Users -d ' +
      `'{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"grace@example.com","${ACME}":{"costCenterCode":"CC-7"}}'`,
    /"costCenterCode":"CC-7"/,
  ],
  [
    'curl -s -G -H "Authorization: Bearer $TOKEN" $URL/Users --data-urlencode ' +
      `'filter=${ACME}:costCenterCode eq "cc-7"'`,
    /"totalResults":1,/,
  ],
  [
    'npm run admin -- tenants create --name Contoso --id contoso --first-token Entra --stack ScimOnAws',
    TOKEN,
  ],
  ['npm run admin -- tokens create --tenant contoso --label "Entra, next year" --stack ScimOnAws', TOKEN],
  ['npm run admin -- tokens list --tenant contoso --stack ScimOnAws', /Entra, next year/],
  [
    'npm run admin -- tokens rotate --tenant contoso --token $TOKEN_ID --overlap 7d --stack ScimOnAws',
    /The old one, \w{10}, ends at /,
  ],
  ['npm run admin -- tenants suspend --tenant contoso --stack ScimOnAws', /is suspended/],
  ['npm run admin -- tenants resume --tenant contoso --stack ScimOnAws', /is active/],
  [
    'npm run admin -- clients create --tenant contoso --label Entra --stack ScimOnAws',
    /Client Secret {2}scim_cs_\w{10}_\w{49}/,
  ],
  [
    'curl -i -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials "$URL/oauth2/token"',
    /"access_token":"scim_at_\w{10}_\w{49}"/,
  ],
  [
    'SCIM_CLIENT_SECRET=$CLIENT_SECRET npm run simulate -- --client-id $CLIENT_ID',
    /; 0 failed requests, 0 of them 5xx, 0 differences\.$/m,
  ],
  ['npm run admin -- clients list --tenant contoso --stack ScimOnAws', /^client-\w{12} {2}Entra /m],
  [
    'npm run admin -- secrets list --tenant contoso --client $CLIENT_ID --stack ScimOnAws',
    /^\w{10} {2}Entra /m,
  ],
  [
    'npm run admin -- secrets rotate --tenant contoso --client $CLIENT_ID --secret $SECRET_ID --stack ScimOnAws',
    /The old one, \w{10}, ends at /,
  ],
  [
    'npm run admin -- identities create --tenant contoso --client $CLIENT_ID --issuer https://login.microsoftonline.com/6babcaad-604b-40ac-a9d7-9fd97c0b779f/v2.0 --audience api://scim --subject 11111111-2222-3333-4444-555555555555 --stack ScimOnAws',
    /^Entra tenant {2}6babcaad-604b-40ac-a9d7-9fd97c0b779f$/m,
  ],
  [
    'npm run admin -- identities list --tenant contoso --client $CLIENT_ID --stack ScimOnAws',
    /login\.microsoftonline\.com/,
  ],
  [
    'npm run admin -- clients revoke --tenant contoso --client $CLIENT_ID --stack ScimOnAws',
    /was revoked at/,
  ],
  [
    'npm run admin -- clients create --tenant contoso --label Entra --without-secret --stack ScimOnAws',
    /client-\w{12}/,
  ],
  ['npm run admin -- peppers rotate --stack ScimOnAws', /v2 is the current pepper/],
  ['npm run admin -- peppers list --stack ScimOnAws', /^v2 +\d+ +yes$/m],
  ['npm run admin -- tokens revoke --tenant contoso --token $TOKEN_ID --stack ScimOnAws', /revoked/],
  ['npm run admin -- tenants create --name Fabrikam --id fabrikam --first-token Okta', TOKEN],
  ['npm run admin -- tenants list', /^contoso .*\n(?:.*\n)*fabrikam /m],
  ['npm run admin -- tokens list --tenant fabrikam', /Okta/],
  ['npm run admin -- fsck fabrikam', /^Everything is in order/m],
  ['npm run admin -- export fabrikam --output fabrikam.ndjson', / of fabrikam are in fabrikam\.ndjson: /],
  ['npm run admin -- import fabrikam.ndjson --as fabrikam-2', /^fabrikam-2 has /m],
  ['npm run admin -- usage', /^fabrikam-2 +active /m],
  ['npm run admin -- tenants set --tenant contoso --tier limited --stack ScimOnAws', /^Tier +limited$/m],
  ['npm run admin -- tenants set --tenant contoso --tier standard --stack ScimOnAws', /^Tier +standard$/m],
  ['npm run admin -- usage --tenant contoso --stack ScimOnAws', /^contoso +active /m],
  ['npm run admin -- fsck contoso --stack ScimOnAws', /^Everything is in order/m],
  ['npm run admin -- fsck contoso --stack ScimOnAws --repair', /^Everything is in order/m],
  ['npm run admin -- reindex contoso --stack ScimOnAws', /^Every index is complete already/m],
  // Last, since it is a fault of each group that was named before.
  ['npm run admin -- tenants set --tenant contoso --group-names any --stack ScimOnAws', /\bany\b/],
  ['curl -i $URL/Users', /^HTTP\/1\.1 401 /m],
  ['curl -i -H "authorization: bearer $TOKEN" $URL/Users?count=1', /^HTTP\/1\.1 200 /m],
  [
    'curl -i -H "authorization: Bearer $TOKEN" "$URL/Users?filter=userName+eq+%22nobody%22"',
    /^HTTP\/1\.1 200 [\s\S]*"totalResults":0,/m,
  ],
  ['curl -i -H "authorization: Bearer $TOKEN" $URL', /^HTTP\/1\.1 200 /m],
  ['curl -i -H "authorization: Bearer $TOKEN" $URL/Nothing', /^HTTP\/1\.1 404 /m],
  ['curl -i -H "authorization: Bearer $TOKEN" $URL/Users/', /^HTTP\/1\.1 200 /m],
  ['npm run explore -- --help', /^Usage$/m],
  ['npm run explore -- --replay crash/delete-user-in-3/2/after/sweep/1.0', /-- the request again/],
  ['npm run explore -- --replay schedule/rename-user+look-up-bob/1.17', /-- the request again/],
  ['npm run fuzz -- --help', /^Usage$/m],
  ['npm run fuzz -- --seed 1 --only filters/441', /0 violations/],
  ['npm run format', /No fixes applied/],
  ['npm run openapi', /^/],
  ['npm exec -- node local/simulate/sample/write.ts', /^/],
]);

/** What CI runs itself, `.ci/run`, and parts of that; of benchmarks, explorations and fuzzing a little of each. */
export const RUN_BY_CI: readonly string[] = [
  'bash .ci/run',
  'npm ci',
  'npm test',
  'npm test -- test/scim',
  'npm run test:browser',
  'npm run lint',
  'npm run typecheck',
  'npm run synth',
  'npm run rehearse',
  'npm run bench',
  'npm run bench -- --quick',
  'npm run bench -- costs',
  'npm run bench -- costs functions',
  'npm run explore',
  'npm run explore -- --operations add-29,delete-user-in-60 --orders 5 --schedules 0 --kills 0',
  'npm run explore -- --schedules 5000 --seed 7',
  'npm run fuzz',
  'npm run fuzz -- --seed 7',
  'npm run fuzz -- --parts filters,patches --inputs 100000',
];

/** Run by another suite, by what is given here: at length, by another clock, or in another shell. */
export const RUN_ELSEWHERE: ReadonlyMap<string, readonly [file: string, code: string]> = new Map([
  ['npm run client', ['test/client/package.test.ts', 'await buildClient(']],
  [
    'npm run admin -- tenants delete fabrikam-2',
    ['test/e2e/tenants/round-trip.test.ts', '`tenants delete contoso '],
  ],
  [
    'npm run admin -- peppers remove v1 --stack ScimOnAws',
    ['test/tenancy/operations/peppers.test.ts', "'peppers.remove', { version: 'v1' }"],
  ],
  [
    'npm run simulate -- --client-id $CLIENT_ID --client-assertion assertion.jwt',
    ['test/e2e/oauth.test.ts', "'--client-assertion', join(folder, 'assertion.jwt')"],
  ],
  [
    'npm run simulate -- --dialect flag --scope assigned --rate 100',
    ['test/simulate/e2e.test.ts', "'--dialect flag --scope assigned --rate 100'"],
  ],
  [
    'npm run verify -- --report report.html',
    ['test/verify/e2e.test.ts', "'--report', join(folder, 'report.html')"],
  ],
  [
    'npm run verify -- --url $URL --token $TOKEN --only entra,concurrency',
    ['test/verify/e2e.test.ts', "...at(tenant), '--only', 'entra,concurrency'"],
  ],
]);

/** Run by a test that has a browser. */
export const RUN_IN_BROWSER_TESTS: readonly string[] = ['npm run screenshots'];

/** Run by `npm run rehearse`, by what is given here. */
export const REHEARSED: ReadonlyMap<string, string> = new Map([
  ['npx cdk bootstrap', "account.cdk('bootstrap'"],
  ['npx cdk deploy', "'deploy',"],
  ['npx cdk diff', "account.cdk('diff'"],
  ['npx cdk deploy -c scim:retainData=false', "'scim:retainData': 'false'"],
  ['npx cdk destroy -c scim:retainData=false', "account.cdk('destroy'"],
  ['npx cdk destroy', "account.cdk('destroy'"],
  [
    'aws cloudformation update-termination-protection --stack-name ScimOnAws --no-enable-termination-protection',
    "['cloudformation', 'update-termination-protection', '--stack-name', stackName]",
  ],
  ['aws apigateway get-account --query cloudwatchRoleArn', "'get-account', '--query', 'cloudwatchRoleArn'"],
  [
    'aws apigateway create-domain-name --domain-name scim.example.com --security-policy TLS_1_2 --endpoint-configuration types=REGIONAL --regional-certificate-arn <certificate ARN>',
    "'create-domain-name',",
  ],
  [
    'aws apigateway create-base-path-mapping --domain-name scim.example.com --base-path scim --rest-api-id <RestApiId> --stage scim',
    "'create-base-path-mapping',",
  ],
]);

/** What needs AWS itself, and why. */
export const NEEDS_AWS: ReadonlyMap<string, string> = new Map([
  [
    'aws apigateway create-base-path-mapping --domain-name scim.example.com --base-path .well-known --rest-api-id <RestApiId> --stage scim',
    'the emulator maps one path of a domain',
  ],
  [
    `aws events put-rule --event-bus-name ScimOnAws --name credentials-of-the-last-week --event-pattern '{"source":["scim-on-aws"],"detail-type":["Credential Expiring"],"detail":{"within":[7,1]}}'`,
    'the bus of the local server has no rules',
  ],
  ['curl --tls-max 1.1 $URL', 'neither the local server nor the emulator speaks TLS'],
]);
