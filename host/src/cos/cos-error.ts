/** The codes of COS that this host answers, each with its HTTP status (https://cloud.tencent.com/document/product/436/7730). */
export const cosStatuses = {
  AccessDenied: 403, //          no signature, an expired one, or something that is not given out
  BadDigest: 400, //             the Content-MD5 is not that of what came
  EntityTooLarge: 400, //        one upload, or all together, have more bytes than allowed
  FileAlreadyExists: 409, //     an asset was made of what is there
  IncompleteBody: 400, //        not as many bytes as the Content-Length says
  InternalError: 500, //         the disk did not take it
  InvalidAccessKeyId: 403, //    q-ak is no key of this host
  InvalidArgument: 400, //       a parameter has a value that cannot be
  InvalidDigest: 400, //         the Content-MD5 is none
  InvalidPart: 400, //           a part that is named is not there
  InvalidPartOrder: 400, //      the parts are not named by number
  MalformedXML: 400, //          the list of parts cannot be read
  MethodNotAllowed: 405, //      nothing that this host does
  MissingContentLength: 411, //  a body without length
  NoSuchBucket: 404, //          GetUploadCredentials tells which there are
  NoSuchKey: 404, //             nothing was uploaded there
  NoSuchUpload: 404, //          an upload in parts that was completed or given up
  NotImplemented: 501, //        something of COS that this host does without
  RequestTimeTooSkewed: 403, //  the signature is of the future
  SignatureDoesNotMatch: 403, // signed with another key, or of another request
} as const;
export type CosErrorCode = keyof typeof cosStatuses;

export class CosError extends Error {
  override readonly name = "CosError";
  constructor(
    readonly code: CosErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
