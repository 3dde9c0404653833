namespace TypedSender.Matrix.Tests.Levels;

/// <summary>
/// How the member of a contract is declared, as texts in which <c>{T}</c> is its type, <c>{S}</c> a value of it, and the other letters are places of attributes:
/// <c>{M}</c> the member, <c>{G}</c> its getter, <c>{P}</c> the parameter of its setter, <c>{B}</c> the member of the base type, <c>{I}</c> that of the interface.
/// <c>{D}</c> is what a member of the base type holds at first: a value of the type, if the base knows it.
/// </summary>
/// <param name="Name">What failures call it.</param>
/// <param name="Own">What stands in the contract.</param>
internal sealed record MemberForm(string Name, string Own)
{
    /// <summary>The parameters of the contract.</summary>
    public string Parameters { get; init; } = "";

    /// <summary>What stands in the base type; null if none is needed.</summary>
    public string? Base { get; init; }

    /// <summary>The parameters of the base type, if its members are positional.</summary>
    public string BaseParameters { get; init; } = "";

    public bool IsBaseAbstract { get; init; }

    /// <summary>Whether the base type has a base type that has the member.</summary>
    public bool IsTwoBelow { get; init; }

    /// <summary>What stands in an interface that the contract implements; null for none.</summary>
    public string? Interface { get; init; }

    /// <summary>What stands in the braces behind <c>new Row()</c>.</summary>
    public string Initializer { get; init; } = "";

    /// <summary>Whether the member holds a value that a reader of the code expects in the message.</summary>
    public bool IsPublic { get; init; } = true;

    /// <summary>Whether it is a field, so that <c>field:</c> means the member itself.</summary>
    public bool IsField => Name.Contains("field", StringComparison.Ordinal) || Name == "constant";

    /// <summary>Whether a diagnostic says that the member is not sent, even without an attribute.</summary>
    public bool IsWarnedOf { get; init; }

    /// <summary>Whether the attributes of the base's member hold for the contract's.</summary>
    public bool InheritsAttributes { get; init; }

    /// <summary>Whether the base type has a value that is set from outside once it is made.</summary>
    public bool HasBaseValue => Base is { } text && text.Contains("{T}", StringComparison.Ordinal) && !IsBaseAbstract;

    public override string ToString() => Name;

    private const string Virtual = "{B}public virtual {T} Value { get; set; } = {D};";
    private const string Ordinary = "{B}public {T} Value { get; set; } = {D};";

    public static readonly IReadOnlyList<MemberForm> All =
    [
        new("get; set;", "{M}public {T} Value { {G}get; {P}set; } = {S};"),
        new("get; init;", "{M}public {T} Value { {G}get; {P}init; } = {S};"),
        new("get;", "{M}public {T} Value { {G}get; } = {S};"),
        new("get; private set;", "{M}public {T} Value { {G}get; {P}private set; } = {S};"),
        new("private get; set;", "{M}public {T} Value { {G}private get; {P}set; } = {S};") { IsPublic = false, IsWarnedOf = true },
        new("internal get; set;", "{M}public {T} Value { {G}internal get; {P}set; } = {S};") { IsPublic = false, IsWarnedOf = true },
        new("set", "{M}public {T} Value { {P}set { } }") { IsPublic = false },
        new("computed", "{M}public {T} Value { {G}get => {S}; }"),
        new("required", "{M}public required {T} Value { {G}get; {P}set; }") { Initializer = "Value = {S}" },
        new("internal property", "{M}internal {T} Value { {G}get; {P}set; } = {S};") { IsPublic = false },
        new("protected property", "{M}protected {T} Value { {G}get; {P}set; } = {S};") { IsPublic = false },
        new("private property", "{M}private {T} Value { {G}get; {P}set; } = {S};") { IsPublic = false },
        new("static property", "{M}public static {T} Value { {G}get; {P}set; } = {S};") { IsPublic = false },
        new("ref property", "private readonly {T}[] _value = new {T}[] { {S} };\n{M}public ref {T} Value { {G}get => ref _value[0]; }"),
        new("obsolete property", "[System.Obsolete(\"gone\", true)] {M}public {T} Value { {G}get; {P}set; } = {S};"),
        new("experimental property", "[System.Diagnostics.CodeAnalysis.Experimental(\"ROW1\")] {M}public {T} Value { {G}get; {P}set; } = {S};"),
        new("property of another tool", "[System.CodeDom.Compiler.GeneratedCode(\"tool\", null)] {M}public {T} Value { {G}get; {P}set; } = {S};"),
        new("field", "{M}public {T} Value = {S};"),
        new("readonly field", "{M}public readonly {T} Value = {S};"),
        new("private field", "{M}private {T} Value = {S};") { IsPublic = false },
        new("static field", "{M}public static {T} Value = {S};") { IsPublic = false },
        new("constant", "{M}public const {T} Value = {S};") { IsPublic = false },
        new("indexer", "{M}public {T} this[int index] { {G}get => {S}; {P}set { } }") { IsPublic = false },
        new("positional", "") { Parameters = "{M}{T} Value" },
        new("positional with a property", "{M}public {T} Value { {G}get; {P}init; } = Value;") { Parameters = "{T} Value" },
        new("positional, passed to the base", "") { Parameters = "{M}{T} Value", Base = "", BaseParameters = "{B}{T} Value", InheritsAttributes = true },
        new("inherited", "") { Base = Ordinary, InheritsAttributes = true },
        new("inherited from two below", "") { Base = Ordinary, IsTwoBelow = true, InheritsAttributes = true },
        new("inherited field", "") { Base = "{B}public {T} Value = {D};", InheritsAttributes = true },
        new("overridden", "{M}public override {T} Value { {G}get; {P}set; } = {S};") { Base = Virtual, InheritsAttributes = true },
        new("getter overridden", "{M}public override {T} Value { {G}get => {S}; }") { Base = Virtual, InheritsAttributes = true },
        new("setter overridden", "{M}public override {T} Value { {P}set => base.Value = value; }") { Base = Virtual, InheritsAttributes = true },
        new("implements an abstract one", "{M}public override {T} Value { {G}get; {P}set; } = {S};") { Base = "{B}public abstract {T} Value { get; set; }", IsBaseAbstract = true, InheritsAttributes = true },
        new("hides a property", "{M}public new {T} Value { {G}get; {P}set; } = {S};") { Base = Ordinary },
        new("hides a property of another type", "{M}public new {T} Value { {G}get; {P}set; } = {S};") { Base = "{B}public string Value { get; set; } = \"base\";" },
        new("private one hides a property", "{M}private new {T} Value { {G}get; {P}set; } = {S};") { Base = Ordinary, IsPublic = false, IsWarnedOf = true },
        new("hidden by a method", "public new void Value() { }") { Base = Ordinary, InheritsAttributes = true },
        new("hidden by a type", "public new class Value { }") { Base = Ordinary, InheritsAttributes = true },
        new("implements an interface's", "{M}public {T} Value { {G}get; {P}set; } = {S};") { Interface = "{I}{T} Value { get; }" },
        new("explicit implementation", "{M}{T} IHaveValue.Value { {G}get => {S}; }") { Interface = "{I}{T} Value { get; }", IsPublic = false },
        new("interface's own", "") { Interface = "{I}{T} Value => {S};", IsPublic = false },
    ];
}
