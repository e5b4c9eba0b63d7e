//! The arguments of `rollcall serve`.

use std::net::{IpAddr, Ipv4Addr};

use clap::Args;

use super::parse_address;

/// `rollcall serve`.
#[derive(Args)]
#[command(after_help = "Examples:
  rollcall serve --port 8000
  rollcall serve --issuer https://login.example.com/ --audience rollcall     check tokens as a deployed stack does
  rollcall serve --lambda-endpoint http://127.0.0.1:3001     run the functions under sam local start-lambda")]
pub struct ServeArgs {
    /// Port of the API; 0 selects a free port
    #[arg(long, default_value_t = 8000)]
    pub port: u16,
    /// Address to listen on
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub host: IpAddr,
    /// Issuer of the tokens that callers must send; without it, no token is required
    #[arg(long, value_name = "URL", requires = "audience")]
    pub issuer: Option<String>,
    /// Audience of those tokens
    #[arg(long, value_name = "AUDIENCE", requires = "issuer")]
    pub audience: Option<String>,
    /// Prefix of the scope names in those tokens, for example rollcall/
    #[arg(long, value_name = "TEXT", requires = "issuer", default_value = "", hide_default_value = true)]
    pub scope_prefix: String,
    /// Accept workbooks (.xlsx) besides CSV files
    #[arg(long)]
    pub accept_workbooks: bool,
    /// Do not process object events, queues or the schedule: another program does
    #[arg(long)]
    pub no_workers: bool,
    /// Invoke the functions at this endpoint, such as `http://127.0.0.1:3001` for `sam local start-lambda`, instead of in this program
    #[arg(long, value_name = "URL", value_parser = parse_address, conflicts_with = "no_workers")]
    pub lambda_endpoint: Option<String>,
    /// Maximum number of concurrent invocations of each function at the endpoint; `sam local` runs one container per function
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1000), requires = "lambda_endpoint")]
    pub lambda_concurrency: u16,
    /// Address for the servers that the functions use [default: 172.17.0.1, which Docker containers can reach, or --host]
    #[arg(long, value_name = "ADDRESS", requires = "lambda_endpoint")]
    pub servers_host: Option<IpAddr>,
}
