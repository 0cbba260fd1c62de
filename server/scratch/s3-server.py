"""
OpenStack Swift in one process: its proxy with the S3 interface, and the three servers behind it, on one folder.

    python3 s3-server.py FOLDER PORT ACCOUNT USER SECRET

Who comes with the key ACCOUNT:USER and the SECRET may do everything. All on 127.0.0.1; PORT is the proxy's, the others
take free ones. See s3.ts.
"""
import os
import socket
import sys

import eventlet

eventlet.monkey_patch()

from eventlet import listen, wsgi  # noqa: E402
from swift.common import utils  # noqa: E402
from swift.common.http_protocol import SwiftHttpProtocol  # noqa: E402
from swift.common.ring import RingBuilder  # noqa: E402
from swift.common.storage_policy import reload_storage_policies  # noqa: E402
from swift.common.wsgi import loadapp  # noqa: E402

folder, port, account, user, secret = sys.argv[1:]
KINDS = ('account', 'container', 'object')

SERVER = """
[DEFAULT]
swift_dir = {folder}
devices = {folder}/devices
mount_check = false
fallocate_reserve = 0
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
"""

PROXY = """
[DEFAULT]
swift_dir = {folder}
[pipeline:main]
pipeline = catch_errors cache s3api tempauth copy slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
[filter:s3api]
use = egg:swift#s3api
[filter:tempauth]
use = egg:swift#tempauth
user_{account}_{user} = {secret} .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
"""

POLICY = """
[swift-hash]
swift_hash_path_prefix = rapporteur
swift_hash_path_suffix = rapporteur
[storage-policy:0]
name = one
default = yes
"""


def write(name, text):
    path = os.path.join(folder, name)
    with open(path, 'w') as file:
        file.write(text.format(folder=folder, kind=name.split('.')[0], account=account, user=user, secret=secret))
    return path


def ring(kind, at):
    builder = RingBuilder(2, 1, 0)
    device = {'region': 1, 'zone': 1, 'ip': '127.0.0.1', 'port': at, 'device': 'one', 'weight': 1, 'meta': ''}
    builder.add_dev({**device, 'replication_ip': '127.0.0.1', 'replication_port': at})
    builder.rebalance()
    builder.get_ring().save(os.path.join(folder, kind + '.ring.gz'))


def serve(kind, conf, sock):
    # As Swift's own run_server does it, which would take the event loop of the others with it.
    app = loadapp(conf, global_conf={'log_name': kind})
    options = {'protocol': SwiftHttpProtocol, 'capitalize_response_headers': False, 'log_output': False}
    eventlet.spawn(wsgi.server, sock, app, **options)


os.makedirs(os.path.join(folder, 'devices', 'one'), exist_ok=True)
write('swift.conf', POLICY)
utils.set_swift_dir(folder)
reload_storage_policies()
sockets = {kind: listen(('127.0.0.1', 0)) for kind in KINDS}
for kind, sock in sockets.items():
    ring(kind, sock.getsockname()[1])
for kind, sock in sockets.items():
    serve(kind, write(kind + '.conf', SERVER), sock)
serve('proxy', write('proxy.conf', PROXY), listen(('127.0.0.1', int(port))))
while True:
    eventlet.sleep(3600)
