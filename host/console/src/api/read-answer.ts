import { ApiError, HostGoneError } from "./api-error.js";

interface Envelope {
  readonly Response?: {
    readonly RequestId?: string;
    readonly Error?: { readonly Code: string; readonly Message: string };
  };
}

/** The content of a `Response`. @throws ApiError when the service refused, HostGoneError when no GSE answered */
export async function readEnvelope<T>(answer: Response): Promise<T> {
  const { Response: response } = await readJson<Envelope>(answer);
  if (response === undefined) throw notGse(answer);
  if (response.Error !== undefined)
    throw new ApiError(response.Error.Code, response.Error.Message, response.RequestId ?? "");
  return response as T;
}

/** The content of an answer of the console's own paths: plain JSON, `{"Code","Message"}` for a refusal. @throws as above */
export async function readPlain<T>(answer: Response): Promise<T> {
  if (answer.ok) return readJson<T>(answer);
  throw await refusalOf(answer);
}

/** @throws HostGoneError when it is no refusal of a GSE */
export async function refusalOf(answer: Response): Promise<ApiError> {
  const said = await readJson<{ Code?: string; Message?: string } & Envelope>(answer);
  const { Code, Message } = said.Response?.Error ?? said;
  if (Code === undefined) throw notGse(answer);
  return new ApiError(Code, Message ?? "", said.Response?.RequestId ?? "");
}

async function readJson<T>(answer: Response): Promise<T> {
  try {
    return (await answer.json()) as T;
  } catch (error) {
    throw new HostGoneError(`what answers is no GSE: it sent HTTP ${answer.status} and no JSON`, { cause: error });
  }
}

const notGse = ({ status }: Response): HostGoneError =>
  new HostGoneError(`what answers is no GSE: it sent HTTP ${status} and not what a GSE says`);
