import { JsonReader } from '../../json.ts';
import { ACCOUNT_ID } from '../account.ts';
import type { Exercise } from './exercise.ts';

const DOMAIN = 'scim.example.com';
const CERTIFICATE = `arn:aws:acm:us-east-1:${ACCOUNT_ID}:certificate/00000000-0000-4000-8000-000000000000`;

/**
 * The commands of docs/deploy.md that concern API Gateway itself. The emulator takes them, and resolves no name and
 * speaks no TLS: what they lead to on AWS is to be confirmed there.
 */
export const customDomain: Exercise = {
  title: 'Log role and custom domain of API Gateway',
  run: async ({ account, restApiId }, note) => {
    const apiGateway = (...args: readonly string[]) => account.aws('apigateway', ...args);

    const role = await apiGateway('get-account', '--query', 'cloudwatchRoleArn');
    if (typeof role !== 'string') throw new Error('the account has no log role');
    note('the log role is set');

    const domain = ['--domain-name', DOMAIN];
    const certificate = ['--regional-certificate-arn', CERTIFICATE];
    const regional = ['--endpoint-configuration', 'types=REGIONAL', ...certificate];
    const made = await apiGateway(
      'create-domain-name',
      ...domain,
      '--security-policy',
      'TLS_1_2',
      ...regional,
    );
    new JsonReader(made, 'the domain').string('regionalDomainName');
    const stage = ['--rest-api-id', restApiId, '--stage', 'scim'];
    await apiGateway('create-base-path-mapping', ...domain, '--base-path', 'scim', ...stage);
    const answer = await apiGateway('get-base-path-mapping', ...domain, '--base-path', 'scim');
    const mapping = new JsonReader(answer, 'the mapping');
    const leadsTo = [mapping.string('restApiId'), mapping.string('stage')];
    if (leadsTo.join() !== [restApiId, 'scim'].join()) throw new Error(`it leads to ${leadsTo.join(', ')}`);
    await apiGateway('delete-domain-name', ...domain);
    note('/scim of a domain leads to the stage');
  },
};
