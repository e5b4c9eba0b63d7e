//! `rollcall serve`: runs the whole system on this machine until it is interrupted.

use std::{
    io::{self, Write},
    net::{IpAddr, Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use super::{
    args::{Global, ServeArgs},
    error::CliError,
    exit::Exit,
    output::Output,
    samples::Samples,
    session, signal,
};
use crate::stack::{Addresses, Issuer, LambdaEndpoint, MAILS_PER_SECOND, Stack, StackConfig};

/// File in the data directory that contains the functions' environment.
const VARIABLES: &str = "sam-local.json";
/// Address of this machine on Docker's default network.
const DOCKER_BRIDGE: IpAddr = IpAddr::V4(Ipv4Addr::new(172, 17, 0, 1));

/// Work that another program does, with the data that it needs.
enum Elsewhere {
    /// Another program processes object events, queues and the schedule. The path points to the file with the functions' environment.
    Events(PathBuf),
    /// Another program runs the functions, which are invoked at this URL. The path points to the file with their environment.
    Functions(String, PathBuf),
}

pub(super) async fn run(args: ServeArgs, global: &Global, output: &mut Output) -> Result<Exit, CliError> {
    if global.api.is_some() {
        return Err(CliError::Arguments("`serve` starts a stack on this machine: omit --api".to_owned()));
    }
    let is_open = args.issuer.is_none();
    if is_open && !args.host.is_loopback() {
        output.warn("anyone who can reach this address can import and list users; pass --issuer to require tokens");
    }
    let data_dir = session::data_dir(global);
    let variables = data_dir.join(VARIABLES);
    let elsewhere = match &args.lambda_endpoint {
        Some(url) => Some(Elsewhere::Functions(url.clone(), variables)),
        None => args.no_workers.then_some(Elsewhere::Events(variables)),
    };
    let servers_host = args.servers_host.unwrap_or_else(|| default_servers_host(args.host));
    let concurrency = args.lambda_concurrency.into();
    let scope_prefix = args.scope_prefix.clone();
    let stack = Stack::start(StackConfig {
        data_dir: data_dir.clone(),
        host: args.host,
        port: args.port,
        issuer: args.issuer.zip(args.audience).map(|(url, audience)| Issuer {
            url,
            audience,
            scope_prefix: args.scope_prefix,
        }),
        lambda: args.lambda_endpoint.map(|url| LambdaEndpoint { url, concurrency, servers_host }),
        accepts_workbooks: args.accept_workbooks,
        in_memory: false,
        workers: !args.no_workers,
        mails_per_second: MAILS_PER_SECOND,
    })
    .await?;
    let announced = match Samples::of(&stack, &data_dir).complete().await {
        Ok(()) => announce(&stack, is_open, &scope_prefix, elsewhere.as_ref(), output).await,
        Err(error) => Err(error),
    };
    if announced.is_ok() {
        signal::interrupted().await;
        output.note("Stopping. Unfinished imports are resumed at the next start.");
    }
    session::stop(stack).await;
    announced.map(|()| Exit::Done)
}

/// Returns the address that containers can reach if the API is on loopback and this machine has that address; otherwise, returns the API's
/// address.
fn default_servers_host(host: IpAddr) -> IpAddr {
    if host.is_loopback() && TcpListener::bind((DOCKER_BRIDGE, 0)).is_ok() { DOCKER_BRIDGE } else { host }
}

/// Returns the environment for functions that use this stack, in the format of SAM's `--env-vars`. It contains no access key: SAM passes
/// the shell's key to the containers.
fn environment(addresses: &Addresses, scope_prefix: &str) -> Value {
    json!({ "Parameters": {
        "AWS_ENDPOINT_URL_DYNAMODB": addresses.dynamodb,
        "AWS_ENDPOINT_URL_S3": addresses.s3,
        "AWS_ENDPOINT_URL_SQS": addresses.sqs,
        "AWS_ENDPOINT_URL_SESV2": addresses.ses,
        "ROLLCALL_TABLE": addresses.table,
        "ROLLCALL_UPLOADS_BUCKET": addresses.uploads_bucket,
        "ROLLCALL_RESULTS_BUCKET": addresses.results_bucket,
        "ROLLCALL_CHUNK_QUEUE_URL": addresses.chunk_queue,
        "ROLLCALL_RESUME_QUEUE_URL": addresses.resume_queue,
        "ROLLCALL_MAIL_QUEUE_URL": addresses.mail_queue,
        "ROLLCALL_INVITATION_BATCH_QUEUE_URL": addresses.invitation_batch_queue,
        "ROLLCALL_UPLOAD_ORIGIN": addresses.s3,
        "ROLLCALL_ACTIVATION_URL": format!("{}/activate", addresses.api),
        "ROLLCALL_PORTAL_URL": addresses.api,
        "ROLLCALL_SCOPE_PREFIX": scope_prefix,
    }})
}

/// Writes the stack's addresses and, for another program, the functions' environment.
async fn announce(
    stack: &Stack,
    is_open: bool,
    scope_prefix: &str,
    elsewhere: Option<&Elsewhere>,
    output: &mut Output,
) -> Result<(), CliError> {
    if let Some(Elsewhere::Events(path) | Elsewhere::Functions(_, path)) = elsewhere {
        let text = environment(stack.addresses(), scope_prefix).to_string();
        std::fs::write(path, text).map_err(|source| CliError::Write { path: path.clone(), source })?;
    }
    if let Some(Elsewhere::Events(path)) = elsewhere {
        output.note(&format!(
            "Events, queues and the schedule are not processed here; run the functions with: sam local … --env-vars {}",
            path.display()
        ));
    }
    write_addresses(stack.addresses(), is_open, &mut output.out)?;
    if let Some(Elsewhere::Functions(url, path)) = elsewhere {
        write_functions(stack.addresses(), is_open, url, path, &mut output.out)?;
    }
    output.out.flush()?;
    if !stack.has_catalog().await? {
        let api = &stack.addresses().api;
        output.note(&format!("The catalog is empty. Load one with: rollcall catalog load FILE.json --api {api}"));
    }
    output.note("Press Ctrl-C to stop.");
    Ok(())
}

fn write_addresses(addresses: &Addresses, is_open: bool, out: &mut dyn Write) -> io::Result<()> {
    let Addresses {
        api,
        dynamodb,
        s3,
        sqs,
        ses,
        mailbox,
        chunk_queue,
        resume_queue,
        mail_queue,
        invitation_batch_queue,
        table,
        uploads_bucket,
        results_bucket,
        access_key,
        secret_key,
        region,
        ..
    } = addresses;
    let token = if is_open { "no token required" } else { "token required" };
    writeln!(out, "Rollcall is running.\n")?;
    writeln!(out, "  API             {api}   ({token})")?;
    writeln!(out, "  Pages           {api}/   users and imports in a browser")?;
    writeln!(out, "  Mailbox         {mailbox}/   e-mails that were sent, in a browser on this machine")?;
    writeln!(out, "  DynamoDB        {dynamodb}   table {table}")?;
    writeln!(out, "  S3              {s3}   buckets {uploads_bucket}, {results_bucket}")?;
    writeln!(
        out,
        "  SQS             {sqs}   queues {chunk_queue}, {resume_queue}, {mail_queue}, {invitation_batch_queue}"
    )?;
    writeln!(out, "  SES             {ses}")?;
    // The key gives more access than any token. If tokens are required, the key is therefore not shown.
    let secret_key =
        if is_open { secret_key.as_str() } else { "(the second line of `credentials` in the data directory)" };
    writeln!(out, "  Credentials     access key {access_key}, secret key {secret_key}, region {region}\n")?;
    writeln!(out, "Import a file over the API:\n")?;
    writeln!(out, "  rollcall import samples/enrolment.csv --api {api}\n")?;
    writeln!(out, "Or copy it to the bucket:\n")?;
    let secret_key = if is_open { secret_key } else { "…" };
    writeln!(
        out,
        "  AWS_ACCESS_KEY_ID={access_key} AWS_SECRET_ACCESS_KEY={secret_key} AWS_REGION={region} \\\n    \
         aws s3 cp samples/enrolment.csv s3://{uploads_bucket}/drop/enrolment.csv --endpoint-url {s3}\n"
    )
}

/// Writes the command that runs the functions at `url`, in containers that use this stack's servers.
fn write_functions(
    addresses: &Addresses,
    is_open: bool,
    url: &str,
    variables: &Path,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Addresses { access_key, secret_key, region, .. } = addresses;
    let credentials = variables.with_file_name("credentials");
    let secret_key = if is_open { secret_key.clone() } else { format!("$(sed -n 2p {})", credentials.display()) };
    let port = reqwest::Url::parse(url).ok().and_then(|url| url.port_or_known_default()).unwrap_or_default();
    writeln!(out, "The functions are invoked at {url}. Build them with `sam build` and run them in containers:\n")?;
    writeln!(
        out,
        "  AWS_ACCESS_KEY_ID={access_key} AWS_SECRET_ACCESS_KEY={secret_key} AWS_REGION={region} \\\n    \
         sam local start-lambda --port {port} --config-env local --env-vars {}\n",
        variables.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses() -> Addresses {
        Addresses {
            api: "http://127.0.0.1:8000".to_owned(),
            dynamodb: "http://127.0.0.1:8001".to_owned(),
            s3: "http://127.0.0.1:8002".to_owned(),
            sqs: "http://127.0.0.1:8003".to_owned(),
            chunk_queue: "http://127.0.0.1:8003/0/chunks".to_owned(),
            resume_queue: "http://127.0.0.1:8003/0/resumes".to_owned(),
            ses: "http://127.0.0.1:8004".to_owned(),
            mailbox: "http://127.0.0.1:8005".to_owned(),
            mail_queue: "http://127.0.0.1:8003/0/mails".to_owned(),
            invitation_batch_queue: "http://127.0.0.1:8003/0/invitation-batches".to_owned(),
            table: "table".to_owned(),
            uploads_bucket: "uploads".to_owned(),
            results_bucket: "results".to_owned(),
            access_key: "key".to_owned(),
            secret_key: "secret".to_owned(),
            region: "eu-west-1".to_owned(),
        }
    }

    #[test]
    fn addresses_are_written_with_commands_to_paste() -> io::Result<()> {
        let addresses = addresses();
        let mut out = Vec::new();
        write_addresses(&addresses, true, &mut out)?;
        let text = String::from_utf8_lossy(&out);
        for line in [
            "API             http://127.0.0.1:8000   (no token required)\n",
            "Pages           http://127.0.0.1:8000/   users and imports in a browser\n",
            "DynamoDB        http://127.0.0.1:8001   table table\n",
            "S3              http://127.0.0.1:8002   buckets uploads, results\n",
            "SQS             http://127.0.0.1:8003   queues http://127.0.0.1:8003/0/chunks, http://127.0.0.1:8003/0/resumes, http://127.0.0.1:8003/0/mails, http://127.0.0.1:8003/0/invitation-batches\n",
            "SES             http://127.0.0.1:8004\n",
            "Mailbox         http://127.0.0.1:8005/   e-mails",
            "AWS_ACCESS_KEY_ID=key AWS_SECRET_ACCESS_KEY=secret AWS_REGION=eu-west-1 \\\n",
            "aws s3 cp samples/enrolment.csv s3://uploads/drop/enrolment.csv --endpoint-url http://127.0.0.1:8002\n",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
        let mut out = Vec::new();
        write_addresses(&addresses, false, &mut out)?;
        let text = String::from_utf8_lossy(&out);
        assert!(
            text.contains("(token required)") && !text.contains("key secret") && !text.contains("=secret"),
            "{text}"
        );
        Ok(())
    }
    #[test]
    fn functions_elsewhere_are_started_with_a_command_to_paste() -> io::Result<()> {
        for (is_open, secret_key) in [(true, "secret"), (false, "$(sed -n 2p .rollcall/credentials)")] {
            let mut out = Vec::new();
            let variables = Path::new(".rollcall/sam-local.json");
            write_functions(&addresses(), is_open, "http://127.0.0.1:3001", variables, &mut out)?;
            let text = String::from_utf8_lossy(&out);
            for line in [
                &format!("AWS_ACCESS_KEY_ID=key AWS_SECRET_ACCESS_KEY={secret_key} AWS_REGION=eu-west-1 \\\n"),
                "sam local start-lambda --port 3001 --config-env local --env-vars .rollcall/sam-local.json\n",
            ] {
                assert!(text.contains(line), "{line}\n{text}");
            }
        }
        Ok(())
    }

    #[test]
    fn environment_of_functions_elsewhere_names_pages_origin_and_scopes() {
        let variables = environment(&addresses(), "rollcall/");
        let variables = &variables["Parameters"];
        assert_eq!(variables["ROLLCALL_UPLOAD_ORIGIN"], "http://127.0.0.1:8002");
        assert_eq!(variables["ROLLCALL_ACTIVATION_URL"], "http://127.0.0.1:8000/activate");
        assert_eq!(variables["ROLLCALL_SCOPE_PREFIX"], "rollcall/");
    }
}
