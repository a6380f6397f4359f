/** Returns what it is given, or does what the event's `do` asks for. */
let invocations = 0;

const ACTIONS = {
  throw: ({ message }) => {
    throw new TypeError(message);
  },
  exit: () => process.exit(3),
  hang: () => new Promise(() => {}),
  crash: () =>
    new Promise(() => {
      setTimeout(() => {
        throw new RangeError('outside of the handler');
      });
    }),
  sleep: async ({ milliseconds }) => {
    const began = Date.now();
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return { began, ended: Date.now() };
  },
  log: ({ message }) => {
    console.log(message);
    console.error(`error: ${message}`);
    return null;
  },
  environment: () => process.env,
  context: (_, context) => ({ ...context, remaining: context.getRemainingTimeInMillis() }),
  count: () => (invocations += 1),
  large: ({ bytes }) => 'x'.repeat(bytes),
  answer: ({ answer }) => answer,
  nothing: () => undefined,
};

export const handler = async (event, context) => {
  const action = ACTIONS[event.do];
  if (action !== undefined) return action(event, context);
  // Behind the API, a body may say what to answer.
  if (event.body?.startsWith('{"answer":')) return JSON.parse(event.body).answer;
  if (event.body?.startsWith('{"do":')) return handler(JSON.parse(event.body), context);
  return { statusCode: 200, body: JSON.stringify(event) };
};
