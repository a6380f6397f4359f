import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { GROUP, USER } from '../../lambda/scim/schema/models.ts';
import type { JsonObject } from '../../local/json.ts';
import { openApi } from '../../local/openapi/document.ts';

/** What is wrong with a value by a schema of the document: nothing, where it fits. */
export const problemsOf = (schema: string, value: unknown): readonly string[] => {
  const validate = validatorOf(openApi([USER, GROUP], '0.1.0')).getSchema(referenceTo(schema));
  if (!validate) throw new Error(`there is no schema ${schema}`);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

export const referenceTo = (schema: string): string => `openapi#/components/schemas/${schema}`;

/** The schemas of a document, each by `referenceTo`. @throws Error for one that is no JSON Schema 2020-12 */
export const validatorOf = (document: JsonObject): Ajv2020 => {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false });
  formats.default(ajv);
  ajv.addKeyword('components');
  return ajv.addSchema({ $id: 'openapi', components: document['components'] });
};
