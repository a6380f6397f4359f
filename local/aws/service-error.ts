/** An error of an AWS service, as its SDK client reads it. */
export class AwsServiceError extends Error {
  override readonly name = 'AwsServiceError';
  /** Such as `ResourceNotFoundException`. */
  readonly code: string;
  readonly status: number;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
