package signet.master.firewall;

/**
 * The place of a chain.
 *
 * @param family that of its table: ip, ip6, inet, or one that has nothing to do with us
 */
record NftChain(String family, String table, String name) {

    /** Says whether packets of a family come through. */
    boolean sees(Family packets) {
        return family.equals("inet") || family.equals(packets.nft());
    }

    /** Says whether the chain is where iptables has its own of this name. */
    boolean isWhereIptablesWorks(Family packets) {
        return family.equals(packets.nft())
                && table.equals("filter")
                && (name.equals("INPUT") || name.equals("OUTPUT"));
    }

    /** Names the place as in a command line of nft. */
    @Override
    public String toString() {
        return family + " " + table + " " + name;
    }
}
