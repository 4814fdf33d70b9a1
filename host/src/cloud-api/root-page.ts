/** For a person who opens the API's address in a browser. */
export const rootPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>gse-host</title>
<h1>gse-host</h1>
<p>This is the cloud API of a GSE (Game Server Engine) host, version 2019-11-12. It answers programs: signed calls here, and, from this machine,
unsigned JSON at <code>/capi</code>.</p>
<p>On the command line: <code>gse api DescribeGameServerSessions '{"FleetId":"fleet-1"}'</code></p>
</html>
`;
