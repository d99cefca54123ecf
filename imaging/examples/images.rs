//! images RUNS PICTURE OUT: makes the sizes of a photo RUNS times on one thread and writes them to OUT.2048.jpg and so on.
//! Prints one line of JSON: median CPU in milliseconds, peak memory in kilobytes, bytes of all sizes. Linux only.

use std::{env, error::Error, fs, thread};

use imaging::{Alpha, Order, PIXELS_MAX, SizeSpec, make};

/// The server's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const EDGES: [u16; 3] = [2048, 960, 320];

fn main() -> Result<(), Box<dyn Error>> {
    let [_, runs, picture, out] = env::args().collect::<Vec<_>>().try_into().map_err(|_| "images RUNS PICTURE OUT")?;
    let data = fs::read(picture)?;
    let order = Order { sizes: EDGES.map(SizeSpec::Fit).to_vec(), alpha: Alpha::Kept, pixels_max: PIXELS_MAX };
    let runs: usize = runs.parse()?;
    if runs > 1 {
        make(&data, &order)?; // warm
    }
    let mut made = None;
    let mut times = Vec::with_capacity(runs);
    for _ in 0..runs {
        let before = cpu()?;
        made = Some(make(&data, &order)?);
        times.push(cpu()? - before);
    }
    times.sort_by(f64::total_cmp);
    let sizes = made.ok_or("RUNS is at least 1")?.sizes;
    let bytes: usize = sizes.iter().map(|size| size.bytes.len()).sum();
    for (size, edge) in sizes.iter().zip(EDGES) {
        fs::write(format!("{out}.{edge}.jpg"), &size.bytes)?;
    }
    println!(r#"{{"cpu_ms":{},"rss_kb":{},"bytes":{bytes}}}"#, times[runs / 2], peak()?);
    Ok(())
}

/// Milliseconds that this thread, the only one, has run.
fn cpu() -> Result<f64, Box<dyn Error>> {
    thread::yield_now(); // The kernel counts anew only when it looks at its threads.
    let stat = fs::read_to_string("/proc/thread-self/schedstat")?;
    Ok(stat.split(' ').next().ok_or("no schedstat")?.parse::<f64>()? / 1e6)
}

/// Kilobytes that the process has held at most.
fn peak() -> Result<u64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}
