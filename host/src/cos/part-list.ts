import type { Part } from "../blobs/index.js";
import { CosError } from "./cos-error.js";

type NamedPart = Pick<Part, "number" | "md5">;

/** The parts that a CompleteMultipartUpload names; nothing else of XML is understood, so nothing of it can do harm. */
export function readPartList(xml: string): readonly NamedPart[] {
  if (!/<CompleteMultipartUpload[\s>]/.test(xml))
    throw new CosError("MalformedXML", "the body is no <CompleteMultipartUpload>: give the list of parts");
  return [...xml.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = ""]) => {
    const [, number] = /<PartNumber>\s*(\d{1,5})\s*<\/PartNumber>/.exec(part) ?? [];
    const [, md5] = /<ETag>\s*(?:"|&quot;)?([0-9a-fA-F]{32})(?:"|&quot;)?\s*<\/ETag>/.exec(part) ?? [];
    if (number === undefined || md5 === undefined)
      throw new CosError(
        "MalformedXML",
        'a <Part> has no <PartNumber> or no <ETag>, as UploadPart answered it in "ETag"',
      );
    return { number: Number(number), md5: md5.toLowerCase() };
  });
}
