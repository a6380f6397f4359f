/** What an emulator cannot show of this service. docs/rehearsal.md says of each how it is covered otherwise. */
export const LIMITS: readonly string[] = [
  'Alarms on the sum of several metrics',
  'Conditions on partition keys (`dynamodb:LeadingKeys`)',
  'Access log of the stage',
  'Time to live and point-in-time recovery of the table',
  'Conflicts of parallel transactions, and capacity',
  'Limits of size: 10 MB of API Gateway, 6 MB of Lambda',
  'Malformed escapes in a query string, and `TRACE`',
  'Answer to a function that crashes or runs out of time',
  'Templates of gateway responses by `Accept`',
  'Characters of the generated pepper',
  'Metrics from log lines',
  'TLS, the address of the API, a custom domain',
  'arm64, and Lambda’s own Node',
  'Log role of API Gateway',
  'Names that CloudFormation makes up',
  'Throttling',
];
