import { PageHeader } from "../../parts/page-header.js";

export default function QuickStartPage() {
  return <PageHeader title="Quick start" />;
}
