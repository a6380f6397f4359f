/** A CDK app that refuses its settings; entry file. */
console.error('MEMORY is to be a number');
process.exitCode = 1;
