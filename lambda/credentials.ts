/**
 * What stands in the bundles in the place of the SDK's chain of credential providers: Lambda hands the credentials of a
 * function's role over in its environment, and in no other way. The other links (files, processes, single sign-on,
 * metadata services, and the clients that they need) would be nearly a third of a bundle, to be parsed at each cold start.
 */
export const defaultProvider = () => async () => {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN,
  } = process.env;
  if (!accessKeyId || !secretAccessKey) throw new Error('the environment has no credentials');
  return { accessKeyId, secretAccessKey, ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }) };
};
