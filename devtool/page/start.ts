// Unpacks the script of the page, which the file carries deflated, and starts it, as the page and as its worker.

async function start(): Promise<void> {
  const packed = Uint8Array.from(
    atob(document.getElementById("packed")!.textContent!),
    (c) => c.charCodeAt(0),
  );
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const source = await new Response(stream).text();
  const script = document.createElement("script");
  script.src = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  document.body.append(script);
}

void start();
