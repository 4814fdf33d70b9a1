import { useState } from "react";
import { useAccess } from "../../api/use-gse.js";
import { useCall } from "../../api/use-call.js";
import { useWords } from "../../i18n/language.js";
import { Asked } from "../../parts/asked.js";
import { Card } from "../../parts/card.js";
import { Notice } from "../../parts/notice.js";
import { PageHeader } from "../../parts/page-header.js";
import { SearchBox } from "../../parts/search-box.js";
import { Paging } from "../../parts/table/paging.js";
import { AssetTable } from "./asset-table.js";
import { DropZone } from "./drop-zone.js";
import { UploadDialog } from "./upload-dialog.js";
import { assetWords } from "./words.js";

const PAGE_SIZE = 50;

export default function AssetsPage() {
  const t = useWords(assetWords);
  const { region } = useAccess();
  const [file, setFile] = useState<File>();
  const [text, setText] = useState("");
  const [page, setPage] = useState(0);
  // Offset is the number of the page, here alone (gse-semantics d.10).
  const request = { AssetRegion: region, Offset: page, Limit: PAGE_SIZE, ...(text !== "" && { Filter: text }) };
  const assets = useCall("DescribeAssets", request, { keepsPrevious: true });
  return (
    <>
      <PageHeader title={t.title} text={t.text} />
      <DropZone onFile={setFile} />
      <Card
        title={t.list}
        isFlush
        extra={
          <SearchBox
            label={t.search}
            value={text}
            onChange={(typed) => {
              setText(typed);
              setPage(0);
            }}
          />
        }
      >
        <Asked query={assets}>
          {({ Assets, TotalCount }) => (
            <AssetTable
              assets={Assets}
              empty={
                text === "" ? (
                  <Notice tone="plain" title={t.none} text={t.noneText} />
                ) : (
                  <Notice tone="plain" title={t.noneFound} text={t.noneFoundText(text)} />
                )
              }
              foot={<Paging page={page} pageSize={PAGE_SIZE} total={TotalCount} onPage={setPage} />}
            />
          )}
        </Asked>
      </Card>
      {file !== undefined && <UploadDialog file={file} onClose={() => setFile(undefined)} />}
    </>
  );
}
