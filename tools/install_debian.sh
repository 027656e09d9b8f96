#!/usr/bin/env bash
# What the browser, document, cluster and processor tests need beyond Python, on Debian and its kin, as root. Whatever is there stays;
# what cannot be had is said, and its tests skip.
set -u
cd "$(dirname "$0")/.."
export DEBIAN_FRONTEND=noninteractive
apt="timeout 150 apt-get -qq -o Acquire::Retries=1 -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20"

wanted=()
command -v chromium > /dev/null || wanted+=(chromium)
command -v pdftoppm > /dev/null || wanted+=(poppler-utils)
command -v slurmctld > /dev/null || wanted+=(slurm-wlm munge)
command -v qemu-x86_64 > /dev/null || wanted+=(qemu-user)
if [ "${#wanted[@]}" -gt 0 ]; then
  $apt update > /dev/null && $apt install -y --no-install-recommends "${wanted[@]}" > /dev/null \
    || echo "install_debian: could not install ${wanted[*]}; tests that need them skip"
fi

axe=.venv/axe
if [ ! -f "$axe/node_modules/axe-core/axe.min.js" ]; then
  mkdir -p "$axe"
  timeout 60 npm install --prefix "$axe" --silent --no-audit --no-fund --no-save axe-core@4 > /dev/null 2>&1 \
    || echo "install_debian: could not install axe-core (npm is needed for it); its tests skip"
fi
exit 0
