/** What somebody writes who has generated a client: the types are those of the document. */
import * as scim from './generated.ts';

const { TENANT_URL = '', TOKEN = '' } = process.env;
scim.defaults.baseUrl = TENANT_URL;
scim.defaults.headers = { Authorization: `Bearer ${TOKEN}` };

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const config = await scim.getServiceProviderConfig();
const sortable = config.status === 200 && config.data.sort.supported;

const created = await scim.createUser({
  schemas: [USER, ENTERPRISE],
  userName: 'josefina.quintaneiro@contoso.com',
  emails: [{ value: 'josefina.quintaneiro@contoso.com', type: 'work', primary: true }],
  [ENTERPRISE]: { department: 'Sales' },
});
if (created.status !== 201) throw new Error(created.status === 409 ? created.data.detail : 'not created');
const { id } = created.data;

const found = await scim.listUsers({ filter: 'emails co "quintaneiro"', attributes: ['userName', 'emails'] });
const names = found.status === 200 ? found.data.Resources?.map(({ userName }) => userName) : [];

const patched = await scim.patchUser(
  id,
  {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'replace', path: 'active', value: false }],
  },
  { ifMatch: created.headers.get('ETag') ?? '' },
);
const active = patched.status === 200 && patched.data.active;

const twice = await scim.createUser({ schemas: [USER], userName: 'josefina.quintaneiro@contoso.com' });
const refused = twice.status === 409 && twice.data.scimType;

const deleted = await scim.deleteUser(id);
const gone = await scim.getUser(id);

console.log(
  JSON.stringify({
    sortable,
    department: created.data[ENTERPRISE]?.department,
    names,
    active,
    refused,
    deleted: deleted.status,
    gone: gone.status,
  }),
);
