using TypedSender.Matrix.Tests.Levels;

namespace TypedSender.Matrix.Tests.Rows;

/// <summary>One contract of the matrix: a level of each factor.</summary>
internal sealed record Row(Declaration Declaration, MemberForm Form, MemberType Type, MemberAttribute Attribute, AttributeTarget Target, FileKind File)
{
    /// <summary>How many levels each factor has, in the order of the parameters.</summary>
    public static readonly IReadOnlyList<int> Levels =
    [
        Declaration.All.Count, MemberForm.All.Count, MemberType.All.Count, MemberAttribute.All.Count, Enum.GetValues<AttributeTarget>().Length, Enum.GetValues<FileKind>().Length,
    ];

    public static Row Of(IReadOnlyList<int> levels) => new(
        Declaration.All[levels[0]], MemberForm.All[levels[1]], MemberType.All[levels[2]], MemberAttribute.All[levels[3]], (AttributeTarget)levels[4], (FileKind)levels[5]);

    /// <summary>Where the attribute stands in the text of the form; null if it stands elsewhere.</summary>
    public static string? PlaceIn(MemberForm form, AttributeTarget target) => target switch
    {
        AttributeTarget.Member or AttributeTarget.Field or AttributeTarget.Property => "{M}",
        AttributeTarget.Parameter => form.Parameters.Contains("{M}", StringComparison.Ordinal) ? "{M}" : "{P}",
        AttributeTarget.Getter => "{G}",
        AttributeTarget.BaseMember => "{B}",
        AttributeTarget.InterfaceMember => "{I}",
        _ => null,
    };

    /// <summary>Whether the form has the place, if the target is in its text.</summary>
    public static bool HasPlace(MemberForm form, AttributeTarget target) =>
        PlaceIn(form, target) is not { } place || string.Concat(form.Own, form.Parameters, form.Base, form.BaseParameters, form.Interface).Contains(place, StringComparison.Ordinal);

    /// <summary>Whether the contract, or a type of the file, can be given the attribute's constant.</summary>
    public static bool TakesConstant(AttributeTarget target) => target is AttributeTarget.Getter or AttributeTarget.Method or AttributeTarget.Contract or AttributeTarget.BaseType
        or AttributeTarget.SenderInterface or AttributeTarget.BaseOfSender or AttributeTarget.SenderMethod or AttributeTarget.SenderDefaultMethod;

    public static bool IsOfSender(AttributeTarget target) => target >= AttributeTarget.SenderInterface;

    public override string ToString() => $"{Declaration} | {Form} | {Type} | {Attribute} | {Target} | {File}";
}
