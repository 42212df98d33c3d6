// The one script of the page: the page's own part where there is a document, otherwise its worker. So the library is in
// the file once.
import { startPage } from "./page/main.tsx";
import { startWorker } from "./worker/main.ts";

if ("document" in globalThis) startPage();
else startWorker();
