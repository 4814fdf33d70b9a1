import type { HttpAnswer } from "./http-post.js";

/** What every answer of the cloud API is wrapped in (cloud-api-protocol 6). */
export interface ApiResponse {
  readonly RequestId: string;
  readonly Error?: { readonly Code: string; readonly Message: string };
}

/** The content of the envelope; undefined for an answer that is not one of the cloud API. */
export function readEnvelope({ status, body }: HttpAnswer): ApiResponse | undefined {
  const value = status === 200 ? parse(body) : undefined;
  const response = isObject(value) ? value["Response"] : undefined;
  if (!isObject(response) || typeof response["RequestId"] !== "string") return undefined;
  const error = response["Error"];
  const isWhole =
    error === undefined ||
    (isObject(error) && typeof error["Code"] === "string" && typeof error["Message"] === "string");
  return isWhole ? (response as unknown as ApiResponse) : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
