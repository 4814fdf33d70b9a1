import { useParams } from "react-router";
import { FleetPage } from "./fleet-page.js";
import { FleetListPage } from "./fleet-list-page.js";
import { FleetFormPage } from "./form/fleet-form-page.js";

/** `/fleets`, `/fleets/new`, `/fleets/:id/:tab`. */
export default function FleetsPage() {
  const { id, tab } = useParams();
  if (id === undefined) return <FleetListPage />;
  return id === "new" ? <FleetFormPage /> : <FleetPage key={id} id={id} tab={tab ?? ""} />;
}
