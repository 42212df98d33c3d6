// Unpacks the script of the page, which the file carries deflated, and starts it, as the page and as its worker.
import { unpack } from "../packing.ts";

async function start(): Promise<void> {
  const { textContent, dataset } = document.getElementById("packed")!;
  const packed = unpack(textContent!, Number(dataset.length));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const source = await new Response(stream).text();
  const script = document.createElement("script");
  script.src = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  document.body.append(script);
}

void start();
