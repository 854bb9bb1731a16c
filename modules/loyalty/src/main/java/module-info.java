/** The module loyalty: other modules see its api and nothing else. */
module dev.martlet.loyalty {
    requires dev.martlet.kernel;


}
