/** A TOKEN authorizer: what it does is the token itself. */
let invocations = 0;

const policy = (...statements) => ({
  principalId: 'somebody',
  policyDocument: { Version: '2012-10-17', Statement: statements },
  context: { invocations, flag: true, name: 'text' },
});

const statement = (Effect, Resource) => ({ Action: 'execute-api:Invoke', Effect, Resource });

export const handler = async ({ authorizationToken, methodArn }) => {
  invocations += 1;
  const stage = `${methodArn.split('/').slice(0, 2).join('/')}/*`;
  switch (authorizationToken.split(' ')[1]) {
    case 'good':
      return policy(statement('Allow', stage));
    case 'denied':
      return policy(statement('Allow', stage), statement('Deny', methodArn));
    case 'unknown':
      throw new Error('Unauthorized');
    case 'slow':
      return new Promise(() => {});
    case 'silent':
      return null;
    default:
      throw new Error('the database is down');
  }
};
