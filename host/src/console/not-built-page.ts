/** For who opens the console of a host whose package has none: a checkout that was not built. */
export const notBuiltPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>The console is not built</title>
<h1>The console is not built</h1>
<p>This host runs from a checkout, and its web console was not built yet. In the folder of the checkout, run</p>
<pre>npm install
npm run build</pre>
<p>and open this page again; the host may go on meanwhile. Everything but the console works as it is.</p>
</html>
`;
