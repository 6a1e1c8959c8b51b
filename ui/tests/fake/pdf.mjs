// A two-page PDF made by hand, for looking at in the preview.
export function tinyPdf() {
  const text = (words, y, size) => `BT /F1 ${size} Tf 60 ${y} Td (${words}) Tj ET`;
  const contents = [`0.05 0.35 0.42 rg 0 760 595 82 re f 1 1 1 rg ${text("Partner packet", 790, 24)} 0.1 0.1 0.1 rg ${text("A test page", 700, 14)}`, `0.1 0.1 0.1 rg ${text("Second page", 760, 18)}`];
  const objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>", ...[5, 6].map((id) => `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${id} 0 R /Resources << /Font << /F1 7 0 R >> >> >>`), ...contents.map((body) => `<< /Length ${body.length} >>\nstream\n${body}\nendstream`), "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"];
  let out = "%PDF-1.4\n";
  const at = objects.map((body, i) => {
    const offset = out.length;
    out += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const start = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${at.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("")}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(out, "latin1");
}
