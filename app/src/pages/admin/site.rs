//! How the site is doing.

use leptos::{either::Either, prelude::*};

use crate::{
    api,
    components::{ErrorSummary, Head, PostForm, load},
    domain::{
        admin::{Connections, DeadJob, JobCount, Overview, TaskInfo, size, spelled},
        time,
    },
    facts::PageFacts,
};

/// Accounts, storage, jobs and what went wrong.
#[component]
pub fn AdminPage() -> impl IntoView {
    load(api::admin::overview(), page)
}

fn page(site: Overview) -> impl IntoView {
    view! {
        <Head title="The site" noindex=true />
        <div class="container mid page">
            <div class="page-head">
                <div>
                    <h1>"The site"</h1>
                    <p>"Soirée " {site.version.clone()} ". Only people who look after the site see this."</p>
                </div>
            </div>
            <div class="stack loose">
                {numbers(&site)}
                {health(site.connections, site.tasks)}
                {jobs(site.jobs, site.dead)}
            </div>
        </div>
    }
}

fn line(name: String, value: impl IntoView + 'static) -> impl IntoView {
    view! { <li><span>{name}</span>" "<span>{value}</span></li> }
}

fn numbers(site: &Overview) -> impl IntoView + use<> {
    let reports = match site.reports {
        0 => "none open".to_owned(),
        open => format!("{open} open"),
    };
    let storage = format!("{} in {} pictures", size(site.bytes), site.pictures);
    view! {
        <section class="panel" aria-labelledby="numbers">
            <h2 id="numbers">"What there is"</h2>
            <ul class="rows">
                {line("Accounts".to_owned(), site.accounts)}
                {line("Parties".to_owned(), site.parties)}
                {line("Storage".to_owned(), storage)}
                {line("Reports".to_owned(), view! { <a href="/admin/reports">{reports}</a> })}
            </ul>
        </section>
    }
}

fn health(connections: Vec<Connections>, tasks: Vec<TaskInfo>) -> impl IntoView {
    let pool = |Connections { name, open, idle }: Connections| {
        let name = match name.as_str() {
            "all" => "Database".to_owned(),
            name => format!("Database, to {name}"),
        };
        line(name, format!("{} of {open} connections busy", open - idle))
    };
    view! {
        <section class="panel" aria-labelledby="health">
            <h2 id="health">"How it is"</h2>
            <ul class="rows">
                {connections.into_iter().map(pool).collect_view()}
                {tasks.into_iter().map(task).collect_view()}
            </ul>
        </section>
    }
}

fn task(task: TaskInfo) -> impl IntoView {
    let now = PageFacts::current().now;
    let done = match task.done_at {
        Some(at) => format!("worked {}", time::ago(at, now)),
        None => "has not worked yet".to_owned(),
    };
    let (class, word) = if task.error.is_some() { ("badge warn", "Look at this") } else { ("badge ok", "Well") };
    let error = task.error.map(|error| view! { <p class="muted small prewrap">{error}</p> });
    view! {
        <li>
            <div>
                <span>{spelled(&task.name)} " " {done}</span>
                {error}
            </div>
            <span class=class>{word}</span>
        </li>
    }
}

fn jobs(counts: Vec<JobCount>, dead: Vec<DeadJob>) -> impl IntoView {
    let count =
        |JobCount { kind, waiting, dead }: JobCount| line(spelled(&kind), format!("{waiting} to do, {dead} given up"));
    let counts = if counts.is_empty() {
        Either::Left(view! { <p class="muted">"Nothing is to be done."</p> })
    } else {
        Either::Right(view! { <ul class="rows">{counts.into_iter().map(count).collect_view()}</ul> })
    };
    let dead = (!dead.is_empty()).then(|| {
        view! {
            <h3>"Given up"</h3>
            <ul class="rows">{dead.into_iter().map(given_up).collect_view()}</ul>
        }
    });
    view! {
        <section class="panel stack" aria-labelledby="jobs">
            <h2 id="jobs">"Jobs"</h2>
            {counts}
            {dead}
        </section>
    }
}

fn given_up(job: DeadJob) -> impl IntoView {
    let (id, kind) = (job.id.to_string(), spelled(&job.kind));
    view! {
        <li>
            <div>
                <span>{kind.clone()}</span>
                <p class="muted small prewrap">{job.error}</p>
            </div>
            <PostForm action="/api/admin/retry_job" subject=id.clone()>
                <ErrorSummary />
                <input type="hidden" name="job" value=id />
                <button class="btn small">"Try again"<span class="sr-only">" (" {kind} ")"</span></button>
            </PostForm>
        </li>
    }
}
