# Does to a program what the unit of signet-accountd has systemd do, as far as that can be done
# without systemd as the first process. In two steps, of which the second has no privilege left:
#   unit.pl listen SOCKET WORD...       makes the socket, as descriptor 3, and becomes WORD...
#   unit.pl filter FILE PRCTL SECCOMP WORD...   installs a filter of system calls, and becomes WORD...
use strict;
use warnings;
use IO::Socket::UNIX;
use POSIX ();

my $step = shift @ARGV;
if ($step eq 'listen') {
    umask 0177;
    my $socket = IO::Socket::UNIX->new(Local => shift @ARGV, Listen => 64) or die "listen: $!";
    $^F = 3;    # so that exec closes it not
    POSIX::dup2(fileno($socket), 3) // die "dup2: $!" if fileno($socket) != 3;
    use Fcntl;
    open(my $three, '<&=', 3) or die "3: $!";
    fcntl($three, F_SETFD, 0) or die "fcntl: $!";
    exec { $ARGV[0] } @ARGV or die "exec: $!";
}
my ($file, $prctl, $seccomp) = splice @ARGV, 0, 3;
open(my $in, '<:raw', $file) or die "$file: $!";
my $program = do { local $/; <$in> };
close $in;
my $filter = pack 'S x6 P', length($program) / 8, $program;
$prctl += 0;
$seccomp += 0;
syscall($prctl, 38, 1, 0, 0, 0) == 0 or die "no_new_privs: $!";
syscall($seccomp, 1, 0, $filter) == 0 or die "seccomp: $!";
$ENV{LISTEN_PID} = $$;
$ENV{LISTEN_FDS} = 1;
$ENV{LISTEN_FDNAMES} = 'root';
exec { $ARGV[0] } @ARGV or die "exec: $!";
