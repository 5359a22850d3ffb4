// Bundle Enketo for a browser, as `npm run build` does in a project of one's own.
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { compile } from 'sass';

await build({
    entryPoints: ['page.js'],
    bundle: true,
    format: 'iife',
    outfile: 'dist/page.js',
    external: ['libxslt'],
    logLevel: 'error',
});

const above = '/packages/enketo-core/node_modules/'; // where its own repository has its libraries
const { css } = compile('node_modules/enketo-core/src/sass/formhub/formhub.scss', {
    importers: [
        {
            findFileUrl: (url) =>
                url.startsWith(above)
                    ? new URL(url.slice(above.length), pathToFileURL('node_modules/'))
                    : null,
        },
    ],
    quietDeps: true,
    silenceDeprecations: ['import', 'legacy-js-api', 'global-builtin', 'slash-div', 'mixed-decls', 'color-functions'],
});
writeFileSync('dist/page.css', css);
