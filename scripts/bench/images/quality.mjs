// How near a small picture is to what plain Lanczos makes of the whole one: SSIM (Wang et al., 2004) of brightness and
// both colours, over windows of 8 × 8 pixels, brightness counting six times as much as each colour.
import sharp from 'sharp';

const WINDOW = 8;
const STEP = 4;

async function planes(image) {
  const { data, info } = await image.removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const made = [0, 1, 2].map(() => new Float64Array(width * height));
  for (let at = 0; at < width * height; at += 1) {
    const red = data[at * channels];
    const green = data[at * channels + (channels > 1 ? 1 : 0)];
    const blue = data[at * channels + (channels > 1 ? 2 : 0)];
    const luma = 0.299 * red + 0.587 * green + 0.114 * blue;
    made[0][at] = luma;
    made[1][at] = 128 + 0.564 * (blue - luma);
    made[2][at] = 128 + 0.713 * (red - luma);
  }
  return { width, height, planes: made };
}

function ssim(a, b, width, height) {
  const [C1, C2] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2];
  const [across, down] = [Math.min(WINDOW, width), Math.min(WINDOW, height)];
  const count = across * down;
  let [total, windows] = [0, 0];
  for (let top = 0; top + down <= height; top += STEP) {
    for (let left = 0; left + across <= width; left += STEP) {
      let [sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0];
      for (let y = top; y < top + down; y += 1) {
        for (let at = y * width + left; at < y * width + left + across; at += 1) {
          const [p, q] = [a[at], b[at]];
          sa += p;
          sb += q;
          saa += p * p;
          sbb += q * q;
          sab += p * q;
        }
      }
      const [ma, mb] = [sa / count, sb / count];
      const [va, vb, cov] = [saa / count - ma * ma, sbb / count - mb * mb, sab / count - ma * mb];
      total += ((2 * ma * mb + C1) * (2 * cov + C2)) / ((ma * ma + mb * mb + C1) * (va + vb + C2));
      windows += 1;
    }
  }
  return total / windows;
}

// The reference: decoded as a whole, upright, Lanczos over three lobes.
export const reference = (picture, edge) =>
  planes(sharp(picture).autoOrient().resize({
    width: edge, height: edge, fit: 'inside', withoutEnlargement: true, kernel: 'lanczos3', fastShrinkOnLoad: false,
  }));

export async function quality(wanted, file) {
  const have = await planes(sharp(file));
  if (have.width !== wanted.width || have.height !== wanted.height) {
    throw new Error(`${file} is ${have.width} × ${have.height}, not ${wanted.width} × ${wanted.height}`);
  }
  const [luma, blue, red] = [0, 1, 2].map((at) => ssim(wanted.planes[at], have.planes[at], wanted.width, wanted.height));
  return (6 * luma + blue + red) / 8;
}
