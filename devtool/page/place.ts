// Where the selected row stands in the list as it is now.
import { useEffect, useState } from "preact/hooks";
import { client, selected, status } from "./state.ts";

export function usePlace(): number {
  const [place, setPlace] = useState(-1);
  const id = selected.value;
  const revision = status.value?.list.revision;
  useEffect(() => {
    if (id === undefined) setPlace(-1);
    else void client().call("place", id).then(setPlace);
  }, [id, revision]);
  return place;
}
