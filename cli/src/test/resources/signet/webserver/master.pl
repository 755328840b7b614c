# Plays the master for signet-webserver: hands it a listening socket (0), a control stream (1) and a
# connection to a signer (3), prints "address A", and passes lines between control and its own
# standard streams. At the end of its standard input it closes the control stream.
# Usage: perl master.pl inet|inet6|PATH GREETING PROGRAM [ARGUMENT ...]
use strict;
use warnings;
use POSIX ();
use Socket;

my ($family, $greeting, @program) = @ARGV;
$| = 1;
my ($listener, $address);
if ($family eq "inet") {
    socket($listener, AF_INET, SOCK_STREAM, 0) or die "socket: $!";
    bind($listener, pack_sockaddr_in(0, inet_aton("127.0.0.1"))) or die "bind: $!";
    $address = "127.0.0.1:" . (unpack_sockaddr_in(getsockname($listener)))[0];
} elsif ($family eq "inet6") {
    socket($listener, AF_INET6, SOCK_STREAM, 0) or die "socket: $!";
    bind($listener, pack_sockaddr_in6(0, Socket::inet_pton(AF_INET6, "::1"))) or die "bind: $!";
    $address = "[::1]:" . (unpack_sockaddr_in6(getsockname($listener)))[0];
} else {
    socket($listener, AF_UNIX, SOCK_STREAM, 0) or die "socket: $!";
    bind($listener, pack_sockaddr_un($family)) or die "bind: $!";
    $address = $family;
}
listen($listener, 128) or die "listen: $!";
socketpair(my $control, my $controlled, AF_UNIX, SOCK_STREAM, 0) or die "socketpair: $!";
socketpair(my $signer, my $reader, AF_UNIX, SOCK_STREAM, 0) or die "socketpair: $!";
shutdown($reader, 1);
syswrite($signer, $greeting);

my $child = fork() // die "fork: $!";
if ($child == 0) {
    # Clear of the target numbers first, so that none is overwritten while it's still needed.
    POSIX::dup2(fileno($listener), 20);
    POSIX::dup2(fileno($controlled), 21);
    POSIX::dup2(fileno($reader), 22);
    POSIX::dup2(20, 0);
    POSIX::dup2(21, 1);
    POSIX::dup2(22, 3);
    POSIX::close($_) for 20 .. 22;
    exec { $program[0] } @program or die "exec $program[0]: $!";
}
close($_) for $listener, $controlled, $reader;
print "address $address\n";
my $relay = fork() // die "fork: $!";
if ($relay == 0) {
    while (sysread(STDIN, my $bytes, 4096)) { syswrite($control, $bytes); }
    shutdown($control, 1);
    POSIX::_exit(0);
}
while (sysread($control, my $bytes, 4096)) { print $bytes; }
waitpid($child, 0);
kill "TERM", $relay;
print "status ", $? >> 8, " signal ", $? & 127, "\n";
