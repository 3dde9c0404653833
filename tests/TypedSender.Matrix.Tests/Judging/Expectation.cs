using TypedSender.Matrix.Tests.Levels;
using TypedSender.Matrix.Tests.Rows;

namespace TypedSender.Matrix.Tests.Judging;

/// <summary>What a reader of a row's code expects of its attribute.</summary>
internal sealed class Expectation(Row row)
{
    public MemberAttribute Attribute => row.Attribute;

    /// <summary>Whether the type is one that the attribute can mark.</summary>
    public bool Fits => row.Type.Text == Attribute.FitsType;

    /// <summary>Whether the attribute is the contract's member's own, or one that it inherits.</summary>
    public bool MarksMember => !Attribute.IsNone && row.Target switch
    {
        AttributeTarget.Member or AttributeTarget.Property or AttributeTarget.Parameter when IsOnPositional => MakesProperty && (row.Target != AttributeTarget.Parameter || row.Declaration.IsRecord),
        AttributeTarget.Member or AttributeTarget.Property => true,
        AttributeTarget.Field => row.Form.IsField,
        AttributeTarget.BaseMember => (row.Form.InheritsAttributes || IsHiddenByNothingPublic) && (row.Form.BaseParameters.Length == 0 || row.Declaration.IsRecord),
        _ => false,
    };

    /// <summary>Whether the attribute gives a constant to what is sent.</summary>
    public bool IsConstant => row.Target is AttributeTarget.Contract or AttributeTarget.BaseType && Attribute is { ConstantWire: not null, Effect: Effect.Placed };

    /// <summary>Whether the attribute says where the member goes, so that it is sent even if it is not public.</summary>
    public bool Maps => MarksMember && (Attribute.Effect is Effect.Placed or Effect.Renamed || Attribute.Name == "AmqpMember");

    public bool Ignores => MarksMember && Attribute.Effect == Effect.Ignored;

    /// <summary>Whether there is nothing that the attribute could mean here, so that something has to be said.</summary>
    public bool MeansNothing => !Attribute.IsNone && !MarksMember && !IsConstant && !IsOfHidden && !IsOfSend;

    /// <summary>Where the member is in the message.</summary>
    public string Place => !MarksMember ? "body Value" : Attribute.Effect switch
    {
        Effect.Renamed => "body renamed",
        Effect.Placed => Attribute.Slot!,
        _ => "body Value",
    };

    /// <summary>What stands there; null where nothing is promised.</summary>
    public string? Wire => MarksMember && Fits && Attribute.Wire is { } wire ? wire
        : MarksMember && (Attribute.Effect == Effect.Placed || Attribute.Wire is not null) ? null
        : row.Type.Wire;

    /// <summary>Whether no rule has anything against the row.</summary>
    public bool IsFaultless => row.Declaration.HasValues && row.Form is { IsPublic: true, IsWarnedOf: false } && (Attribute.IsNone ? row.Type.Wire is not null : MayMark || MayStand);

    private bool MayMark => MarksMember && Fits && Attribute.Effect != Effect.Refused && row.Target is AttributeTarget.Member or AttributeTarget.Property or AttributeTarget.BaseMember;

    private bool MayStand => IsConstant && row.Type.Wire is not null;

    private bool IsOnPositional => row.Form.Parameters.Contains("{M}", StringComparison.Ordinal);

    private bool MakesProperty => row.Declaration.IsRecord && row.Form.BaseParameters.Length == 0;

    /// <summary>A member that hides another inherits nothing.</summary>
    private bool IsOfHidden => row.Target == AttributeTarget.BaseMember && !row.Form.InheritsAttributes && !IsHiddenByNothingPublic;

    /// <summary>Code outside still sees the base's member, behind one that is private.</summary>
    private bool IsHiddenByNothingPublic => row.Form is { HasBaseValue: true, IsPublic: false };

    /// <summary>What a sender adds is not in the contract's own message.</summary>
    private bool IsOfSend => row.Target is AttributeTarget.SenderInterface or AttributeTarget.BaseOfSender or AttributeTarget.SenderMethod or AttributeTarget.SenderParameter;
}
