import { useState } from "react";
import { Button } from "tdesign-react/es/button";
import { useCommand } from "../../api/use-call.js";
import { useWords } from "../../i18n/language.js";
import { FormDialog } from "../../parts/form/form-dialog.js";
import { limitsOf, problemOf } from "../../parts/form/limits.js";
import { TextField } from "../../parts/form/text-field.js";
import { AddIcon } from "../../parts/icons.js";
import { sessionWords } from "./words.js";

export interface CreateSessionProps {
  readonly fleetId: string;
  readonly onCreated: (sessionId: string) => void;
}

/** Makes a session to try, as a game's backend would. */
export function CreateSessionButton(props: CreateSessionProps) {
  const t = useWords(sessionWords);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={<AddIcon />} onClick={() => setOpen(true)}>
        {t.create}
      </Button>
      {isOpen && <CreateSessionDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function CreateSessionDialog({ fleetId, onCreated, onClose }: CreateSessionProps & { readonly onClose: () => void }) {
  const t = useWords(sessionWords);
  const create = useCommand("CreateGameServerSession");
  const [name, setName] = useState("");
  const [most, setMost] = useState("8");
  const nameProblem = problemOf(limitsOf("CreateGameServerSession", "Name"), name);
  const mostProblem = problemOf(limitsOf("CreateGameServerSession", "MaximumPlayerSessionCount"), most, true);
  const request = {
    FleetId: fleetId,
    MaximumPlayerSessionCount: Number(most),
    ...(name !== "" && { Name: name }),
  };
  return (
    <FormDialog
      title={t.createTitle}
      submit={t.create}
      hasProblems={nameProblem !== undefined || mostProblem !== undefined}
      onSubmit={() => create.mutateAsync(request)}
      onClose={onClose}
      onDone={({ GameServerSession }) => onCreated(GameServerSession.GameServerSessionId)}
      call={{ action: "CreateGameServerSession", request }}
    >
      <p>{t.createText}</p>
      <TextField label={t.name} isOptional value={name} onChange={setName} problem={nameProblem} />
      <TextField label={t.maxPlayers} isNumber value={most} onChange={setMost} problem={mostProblem} />
    </FormDialog>
  );
}
