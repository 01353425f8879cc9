#!/bin/sh
# Writes requirements.lock from pyproject.toml: every package, every extra, pinned and hashed, and no address of any index.
set -eu
cd "$(dirname "$0")/../.."
.venv/bin/pip-compile --quiet --upgrade --generate-hashes --all-extras --allow-unsafe --strip-extras \
    --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
    --output-file requirements.lock.new pyproject.toml
{ echo "# Pinned and hashed; made by \`make lock\` from pyproject.toml."; cat requirements.lock.new; } >requirements.lock
rm requirements.lock.new
