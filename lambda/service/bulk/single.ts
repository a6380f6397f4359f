import type { Asked, Method } from '../../scim/bulk/operation.ts';
import type { Outcome } from '../../scim/bulk/response.ts';
import type { ResourceTypeName } from '../../scim/schema/definition.ts';
import type { Context, Shown, View } from '../context.ts';
import { locationOf } from '../represent.ts';
import type { ResourceService } from '../service.ts';

export type Services = Readonly<Record<ResourceTypeName, ResourceService>>;

/** One operation with every id known. */
export type Single = Omit<Asked, 'target'> & { readonly id: string | undefined };

const STATUS = { POST: 201, PUT: 200, PATCH: 200, DELETE: 204 } as const satisfies Record<Method, number>;

/** What is answered is left out of a bulk's answer, so that nothing is read for it but what its version depends on. */
const VIEWS: Readonly<Record<ResourceTypeName, View>> = {
  User: {},
  Group: { excludedAttributes: ['members'] },
};

/** Makes one operation by the use case that its single form is. @throws ScimError */
export const makeSingle = async (services: Services, context: Context, single: Single): Promise<Outcome> => {
  const { method, type, id = '', data, ifMatch } = single;
  const service = services[type];
  const view = VIEWS[type];
  switch (method) {
    case 'POST':
      return outcomeOf(method, await service.create(context, data, view));
    case 'PUT':
      return outcomeOf(method, await service.replace(context, id, data, view, { ifMatch }));
    case 'PATCH': {
      const changed = await service.patch(context, id, data, {}, { ifMatch });
      return changed.resource
        ? outcomeOf(method, changed)
        : { status: 204, id, location: locationOf(context, { id, type }), version: changed.version };
    }
    case 'DELETE':
      await service.remove(context, id, { ifMatch });
      return { status: STATUS[method], id, location: locationOf(context, { id, type }) };
  }
};

const outcomeOf = (method: Method, { version, location }: Shown): Outcome => ({
  status: STATUS[method],
  id: location.slice(location.lastIndexOf('/') + 1),
  location,
  version,
});
