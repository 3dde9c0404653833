namespace TypedSender.Generators.Model;

/// <summary>What the body parameter of a send method holds.</summary>
internal enum ItemSource
{
    /// <summary>One contract.</summary>
    One,

    /// <summary>A list that can be gone through by index.</summary>
    List,

    /// <summary>Memory or another collection, of which a list is made first.</summary>
    Collection,

    /// <summary>A sequence that is sent while it is read.</summary>
    Stream,
}
